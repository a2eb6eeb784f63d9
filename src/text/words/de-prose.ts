import type { Texts } from './prose.ts'

export const privacy: Texts['privacy'] = {
  oneDay: 'einen Tag',
  manyDays: '{count} Tage',
  afterOneDay: 'einem Tag',
  afterManyDays: '{count} Tagen',
  intro: 'Was {paper} von Leserinnen und Lesern speichert, wie lange, und wer sonst davon erfährt.',
  reading: 'Lesen',
  readingText:
    'Lesen setzt kein Cookie. Die Seiten kommen aus dem Netz von Cloudflare, das Ihre Adresse sieht wie jedes Netz.',
  notCounted: 'Wir zählen niemanden.',
  counted:
    'Um zu zeigen, was am meisten gelesen wird, zählen wir Lesevorgänge. Von denen, die zehn Sekunden dauern, meldet Ihr Browser einen von fünf, den der Zufall wählt, und nur uns: ohne Cookie und Namen, und keinen, wenn er darum bittet, nicht verfolgt zu werden (Do Not Track oder Global Privacy Control). Damit eine Adresse am Tag einmal zählt, hinterlässt sie beim Artikel eines von 4096 Zeichen, gebildet aus der Adresse und einem Schlüssel, der am Ende des Tages weggeworfen wird. Die Adresse wird nicht aufbewahrt. Das Zeichen bleibt eine Woche, und ohne den Schlüssel kann niemand sagen, von wem es ist.',
  commenting: 'Kommentieren',
  publishedAll:
    'Ihr Name, Ihre Website, falls Sie eine angeben, Ihr Kommentar und seine Zeit werden veröffentlicht, sobald die Moderation ihn freigegeben hat.',
  publishedSome:
    'Ihr Name, Ihre Website, falls Sie eine angeben, Ihr Kommentar und seine Zeit werden veröffentlicht, manches davon erst, wenn die Moderation es freigegeben hat.',
  notEmail: 'Ihre E-Mail-Adresse wird nie veröffentlicht: Nur die Moderation sieht sie.',
  kept: 'Ihre E-Mail-Adresse, die Netzwerkadresse, von der Ihr Kommentar kam, und der Name Ihres Browsers werden getrennt vom Kommentar {days} lang aufbewahrt, um Spam von Gesprächen zu unterscheiden, und dann gelöscht.',
  keptReferrer:
    'Ihre E-Mail-Adresse, die Netzwerkadresse, von der Ihr Kommentar kam, die Seite, von der Sie kamen, und der Name Ihres Browsers werden getrennt vom Kommentar {days} lang aufbewahrt, um Spam von Gesprächen zu unterscheiden, und dann gelöscht.',
  codes:
    'Was bleibt, sind Codes, die mit einem geheimen Schlüssel aus den Adressen und dem Netz um die Ihre gebildet sind und aus denen sich diese nicht ablesen lassen, und der Name des Cookies.',
  putAway:
    'Ein aussortierter Kommentar wird endgültig gelöscht: Spam nach {spam}, ein von Ihnen oder der Moderation entfernter nach {trash}. Wo jemand geantwortet hat, bleibt eine leere Stelle ohne Namen und Text.',
  cookie:
    'Wenn Sie einen Kommentar absenden, setzen wir ein Cookie, […], für ein Jahr. Es enthält einen zufälligen Namen und eine Signatur und sagt uns, dass Kommentare aus demselben Browser kamen. Gelesen wird es, wenn Sie kommentieren, und sonst nie. Ein eigener Filter lernt aus den Wörtern der Kommentare, wie Spam aussieht; er behält Wörter und Anzahlen, nicht, wer sie schrieb.',
  remembered:
    'Wenn Sie das Formular Namen, E-Mail und Website merken lassen, bleiben diese in Ihrem Browser und werden nur mit Ihren Kommentaren gesendet.',
  sent: 'Was an andere gesendet wird',
  sentNothing:
    'Nichts von Ihrem Kommentar wird an andere gesendet: kein Spamdienst, kein Avatardienst, keine Statistik.',
  akismet: 'Um Spam zu finden, werden Kommentare [Akismet] gezeigt, einem Dienst von Automattic. Er erfährt:',
  akismetNot: 'Ihre E-Mail-Adresse und Ihre Netzwerkadresse erfährt er nicht.',
  turnstile:
    'Wenn ein Kommentar nach dem Werk eines Programms aussieht, wird eine Prüfung von Cloudflare Turnstile geladen. Sie sieht Ihre Netzwerkadresse und Ihren Browser. Stattdessen können Sie den Kommentar an die Moderation senden.',
  mail: 'E-Mails gehen über den Maildienst von Cloudflare, der sieht, an wen sie gehen und was darin steht.',
  sentNoMore: 'Sonst erfährt niemand etwas: kein Avatardienst, keine Statistik.',
  letters:
    'Wenn Sie E-Mails über Antworten wünschen, wird Ihre Adresse dafür aufbewahrt, bis Sie das mit dem Link in jeder E-Mail beenden, höchstens {most} lang; {unconfirmed} lang, wenn Sie es nie bestätigen. Die Moderation erhält E-Mails über wartende Kommentare, mit Ihrem Namen, Ihrer E-Mail-Adresse und Ihrem Kommentar.',
  data: 'Ihre Daten',
  write:
    'Um eine Kopie Ihrer Kommentare zu erhalten oder sie löschen zu lassen, schreiben Sie der Redaktion von der Adresse, mit der Sie kommentiert haben.',
  ask: 'Sie können eine Kopie Ihrer Kommentare erhalten oder sie löschen lassen. Nennen Sie uns die Adresse, mit der Sie kommentiert haben: Wir senden ihr einen Link, der einen Tag lang gilt.',
  askButton: 'Link anfordern',
  asked: 'Sehen Sie in Ihr Postfach',
  askedText:
    'Wenn mit dieser Adresse Kommentare geschrieben wurden, ist eine E-Mail mit einem Link unterwegs. Höchstens eine am Tag wird gesendet, und der Link gilt einen Tag lang.',
  back: 'Zurück zu dem, was wir speichern',
}

export const copy: Texts['copy'] = {
  title: 'Ihre Kommentare',
  nothing: 'Hier ist nichts von Ihnen gespeichert.',
  all: 'Alles, was hier mit Ihrer Adresse geschrieben wurde.',
  ways: '[Als JSON herunterladen] oder [löschen].',
  approved: 'veröffentlicht',
  held: 'wartet auf die Moderation',
  spam: 'als Spam eingestuft',
  trash: 'entfernt',
  keptUntil: 'Ihre E-Mail-Adresse, Netzwerkadresse und der Name Ihres Browsers sind bis zum […] dazu gespeichert.',
  erase: 'Löschen',
  eraseText:
    'Das Löschen nimmt Ihren Namen, Ihre Worte und Ihre Angaben sofort und endgültig von dieser Website. Wo jemand geantwortet hat, bleibt „Dieser Kommentar wurde entfernt“ stehen.',
  eraseButton: 'All das löschen',
  erased: 'Ihre Kommentare sind gelöscht',
  erasedText: 'Weder von ihnen noch von Ihnen ist hier noch etwas gespeichert.',
}

export const principles: Texts['principles'] = {
  title: 'Redaktionelle Grundsätze',
  kinds: 'Jeder Artikel sagt, was er ist',
  report: 'was geschehen ist, soweit wir es herausfinden konnten',
  analysis: 'was es bedeutet, gemessen an dem, was bekannt ist',
  opinion: 'was der Verfasser denkt, und nicht unbedingt die Redaktion',
  review: 'was ein Kritiker von einem Werk hält',
  satire: 'erfunden, um darüber zu lachen',
  sponsored: 'von anderen bezahlt und nicht von der Redaktion geschrieben',
  corrected: 'Was falsch war, wird am Artikel mit Datum berichtigt und steht auf Dauer unter [Korrekturen].',
  changed:
    '„Aktualisiert“ führt zu dem, was sich geändert hat: zu jeder Fassung, die zu lesen war. Ein zurückgezogener Artikel hinterlässt einen Hinweis.',
  sources: 'Worauf ein Artikel beruht, steht an seinem Ende.',
  noComments: 'Zurzeit nehmen wir keine Kommentare an.',
  identity: 'Ein Kommentar braucht einen Namen und eine E-Mail-Adresse, die nicht veröffentlicht wird.',
  allHeld: 'Die Moderation liest jeden Kommentar zuerst.',
  firstHeld: 'Der erste Kommentar von jemandem, den wir nicht kennen, wartet auf die Moderation.',
  linksHeld: 'Ein Kommentar mit Links, ab {links}, wartet auf die Moderation. Was wie Spam aussieht, erscheint nicht.',
  closing: 'Tage, bis die Kommentare schließen: {days}, wenn es am Artikel nicht anders steht.',
  privacy: 'Was wir davon behalten, und wer davon erfährt: [Datenschutz].',
}

export const subscription: Texts['subscription'] = {
  confirm: 'E-Mails über Antworten?',
  confirmWe: 'Wenn Sie möchten, schreiben wir Ihnen, sobald jemand auf Ihren Kommentar zu […] antwortet.',
  confirmButton: 'Ja, schreiben Sie mir',
  confirmed: 'Sie erhalten E-Mails über Antworten auf Ihren Kommentar',
  confirmedWe: 'Wir schreiben Ihnen, sobald jemand auf Ihren Kommentar zu […] antwortet.',
  endable: 'Jede E-Mail enthält einen Link, der das beendet.',
  end: 'Keine E-Mails über Antworten mehr?',
  endWe: 'Zurzeit schreiben wir Ihnen, sobald jemand auf Ihren Kommentar zu […] antwortet.',
  endButton: 'Keine E-Mails mehr',
  ended: 'Sie erhalten keine E-Mails über Antworten mehr',
  endedWe: 'Wir schreiben Ihnen nicht mehr, wenn jemand auf Ihren Kommentar zu […] antwortet.',
  over: 'Dieses Abonnement ist beendet',
}
