import type { Words } from './en.ts'

export const comments: Words['comments'] = {
  count: (count) => (count === 0 ? 'Noch keine Kommentare' : count === 1 ? '1 Kommentar' : `${count} Kommentare`),
  earlier: 'Frühere Kommentare',
  later: 'Spätere Kommentare',
  inReplyTo: (name) => `Antwort auf ${name}`,
  author: 'Autor/-in',
  staff: 'Redaktion',
  reply: 'Antworten',
  replyTo: (name) => `${name} antworten`,
  removed: 'Dieser Kommentar wurde entfernt.',
  closed: 'Die Kommentare sind geschlossen',
  anonymous: 'Anonym',
  notSent: 'Noch nicht gesendet',
  copyIt: 'Ihr Text wurde nicht gesendet. Hier ist er, damit Sie ihn kopieren können:',
  yours: 'Ihr Kommentar',
}

export const form: Words['form'] = {
  leave: 'Kommentar schreiben',
  leaveTo: (name) => `${name} antworten`,
  cancel: 'Nicht antworten',
  name: 'Name',
  email: 'E-Mail',
  emailHint: 'Ihre E-Mail-Adresse wird nicht veröffentlicht.',
  website: 'Website (freiwillig)',
  comment: 'Kommentar',
  allowed: 'Diese HTML-Tags und Attribute sind erlaubt:',
  mail: 'Per E-Mail Bescheid geben, wenn jemand antwortet',
  remember: 'Name, E-Mail und Website in diesem Browser merken',
  trap: 'Bitte leer lassen',
  post: 'Kommentar absenden',
  preview: 'Vorschau',
  spam: 'Zum Schutz vor Spam durchlaufen Kommentare einen Filter; manche warten auf die Moderation. [Was von Ihrem Kommentar gespeichert und was wohin gesendet wird].',
  wouldBe: 'So wird Ihr Kommentar aussehen. Er wurde noch nicht gesendet.',
  refused: 'Ihr Kommentar wurde nicht gesendet. Nichts von Ihrem Text ist verloren:',
  odd: 'Eines noch: Etwas an diesem Kommentar sah nach dem Werk eines Programms aus.',
  noScript: 'Ohne Skripte gibt es einen anderen Weg:',
  hold: 'Stattdessen an die Moderation senden',
}

export const own: Words['own'] = {
  published: 'Ihr Kommentar ist veröffentlicht.',
  waiting: 'Ihr Kommentar wartet auf die Moderation. Nur Sie können ihn sehen, unter dieser Adresse.',
  changeable: 'Sie können ihn eine Viertelstunde lang ändern, solange niemand antwortet.',
  edit: 'Bearbeiten',
  delete: 'Löschen',
  save: 'Speichern',
  editing: 'Ihren Kommentar bearbeiten',
  stays: 'Ihr Kommentar bleibt, wie er ist',
}

export const refusals: Words['refusals'] = {
  longName: (most) => `Ihr Name darf höchstens ${most} Zeichen haben.`,
  noName: 'Bitte nennen Sie Ihren Namen.',
  noEmail: 'Bitte geben Sie Ihre E-Mail-Adresse an. Sie wird nicht veröffentlicht.',
  longEmail: 'Diese E-Mail-Adresse ist zu lang.',
  notEmail: 'Das sieht nicht wie eine E-Mail-Adresse aus.',
  longUrl: 'Diese Adresse ist zu lang.',
  notUrl: 'Das sieht nicht wie eine Webadresse aus.',
  longComment: (most) => `Ein Kommentar darf höchstens ${most} Zeichen haben.`,
  manyParts: (most) =>
    `Ein Kommentar darf höchstens ${most} Zeichen haben; bei zusammengesetzten Emojis und Akzenten zählt jeder Teil.`,
  noComment: 'Bitte schreiben Sie einen Kommentar.',
  noParent: 'Der Kommentar, auf den Sie antworten, ist nicht bekannt.',
  lostParent:
    'Den Kommentar, auf den Sie antworten, gibt es nicht mehr. Noch einmal gesendet, steht der Ihre für sich allein.',
  closedMeanwhile: 'Die Kommentare wurden geschlossen, während Sie schrieben.',
  filtered: 'Unser Filter lässt diesen Kommentar nicht durch.',
  tooMuch: 'Das war viel in einer Minute. Bitte warten Sie ein wenig.',
  tooLate: (minutes) =>
    `Ein Kommentar kann ${minutes} Minuten lang geändert werden, solange niemand antwortet und die Moderation ihn nicht entfernt.`,
  tooOften: (times) => `Sie haben diesen Kommentar ${times}-mal geändert; öfter geht es nicht.`,
}

export const away: Words['away'] = {
  received: 'Eingegangen',
  safe: 'Ihr Kommentar ist eingegangen',
  safely:
    'Unsere Datenbank ist gerade nicht erreichbar. Ihr Kommentar ist sicher verwahrt und erscheint, sobald die Website wieder läuft oder die Moderation ihn gesehen hat. Sie brauchen ihn nicht noch einmal zu senden.',
  back: 'Zurück zum Artikel',
  notSent: 'Ihr Kommentar ist noch nicht gesendet',
  unreachable: 'Unsere Datenbank ist gerade nicht erreichbar.',
  closed: 'Die Kommentare sind gerade geschlossen.',
  tooMuch: 'Das waren viele Kommentare in einer Minute.',
  stays: 'Ihr Text steht unten; bitte senden Sie ihn später noch einmal.',
}

export const letter: Words['letter'] = {
  confirm: (headline) => `E-Mails über Antworten zu „${headline}“?`,
  confirmText: (headline, link) =>
    `Jemand, hoffentlich Sie, hat mit dieser Adresse einen Kommentar geschrieben zu „${headline}“\n\n${link}\nund um E-Mails gebeten, wenn darauf geantwortet wird. Wenn das stimmt, folgen Sie binnen einer Woche diesem Link:`,
  ifNot: 'Wenn nicht, tun Sie nichts: Sie hören nichts mehr davon.',
  answer: (headline) => `Eine Antwort auf Ihren Kommentar zu „${headline}“`,
  answered: (name, headline) => `${name} hat auf Ihren Kommentar zu „${headline}“ geantwortet:`,
  noMore: 'Sie haben um diese E-Mail gebeten. Keine weiteren:',
  copy: (paper) => `Ihre Kommentare bei ${paper}`,
  copyText: (paper) =>
    `Jemand, hoffentlich Sie, hat gefragt, was ${paper} von Kommentaren speichert, die mit dieser Adresse geschrieben wurden.\n\nDieser Link führt zu einer Kopie davon und zu einem Knopf, der sie löscht. Er gilt einen Tag lang.`,
  notAsked: 'Wenn Sie nicht gefragt haben, tun Sie nichts.',
}
