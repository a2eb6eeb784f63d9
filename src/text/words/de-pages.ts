import type { Words } from './en.ts'

export const list: Words['list'] = {
  nothing: 'Noch ist nichts erschienen.',
  nothingHere: 'Hier ist noch nichts erschienen.',
  everythingFrom: (year) => `Alles aus dem Jahr ${year}`,
  newest: 'Neueste Artikel',
  older: 'Ältere Artikel',
}

export const corrections: Words['corrections'] = {
  intro: 'Wenn uns ein Fehler unterläuft, sagen wir es hier und am Artikel, und lassen es dort stehen.',
  none: 'Noch gibt es nichts zu korrigieren.',
  newest: 'Neueste Korrekturen',
  older: 'Ältere Korrekturen',
}

export const history: Words['history'] = {
  titleOf: (headline) => `Änderungen: ${headline}`,
  title: 'Wie dieser Artikel geändert wurde',
  intro: 'Jede Fassung, die zu lesen war. Fehler sind auch unter [Korrekturen] aufgeführt.',
  newest: 'Neueste Änderungen',
  earlier: 'Frühere Änderungen',
  first: 'Zuerst veröffentlicht',
  changed: 'Geändert',
  small: 'Eine kleine Änderung',
  headline: 'Überschrift',
  byline: 'Autorenzeile',
  genre: 'Art des Artikels',
  standfirst: 'Vorspann',
  dateline: 'Ortsmarke',
  picture: 'Bild',
  text: 'Text',
}

export const search: Words['search'] = {
  title: 'Suche',
  titleOf: (query) => `Suche: ${query}`,
  of: (paper) => `${paper} durchsuchen`,
  narrow: 'Nach Ressort, Autor oder Datum eingrenzen',
  section: 'Ressort',
  all: 'Alle',
  author: 'Autorin oder Autor',
  from: 'Von',
  to: 'Bis',
  noWord: 'Darin ist kein Wort, nach dem sich suchen ließe.',
  help: 'Alle Wörter müssen vorkommen. "Anführungszeichen" halten Wörter zusammen; -Wort schließt aus.',
  nothing: 'Es wurde nichts gefunden.',
  nothingMore: 'Mehr gibt es nicht.',
  many: (below, most) => `Mehr als ${below} Artikel: die neuesten ${most} davon, die besten zuerst.`,
  found: (count) => (count === 1 ? '1 Artikel' : `${count} Artikel, die besten zuerst`),
  meant: 'Meinten Sie […]?',
  best: 'Beste Treffer',
  more: 'Weitere Treffer',
}

export const problem: Words['problem'] = {
  front: 'Zur Startseite',
  nothing: 'Unter dieser Adresse ist nichts',
  withdrawn: 'Dieser Artikel wurde zurückgezogen',
  takenBack: 'Er stand hier; wir haben ihn zurückgenommen.',
  page: 'Diese Seite gibt es nicht',
  commentsPage: 'Diese Kommentarseite gibt es nicht',
  historyPage: 'Diese Seite des Verlaufs gibt es nicht',
  nothingThen: 'Damals ist nichts erschienen',
  file: 'Diese Datei gibt es nicht',
  oldLink: 'Dieser Link ist zu alt',
  askAgain: 'Fordern Sie einen neuen an, oder schreiben Sie uns.',
  form: 'Dieses Formular ist nicht lesbar',
  notAForm: 'Kommentare werden als Formular gesendet',
  long: 'Ihr Kommentar ist zu lang',
  longDetail: (megabytes) =>
    `Ein Formular darf ${megabytes} MB groß sein; ein Emoji kann darin 75 Byte zählen. Ihr Browser hat Ihren Text noch: Gehen Sie zurück.`,
  searches: 'Zu viele Suchen in einer Minute',
  minute: 'Bitte warten Sie eine Minute',
  editors: 'Bitte schreiben Sie der Redaktion',
  unchangeable: 'Dieser Kommentar kann nicht mehr geändert werden',
  elsewhere: 'Dieses Formular kam von einer anderen Website',
  request: 'Diese Anfrage ist nicht zu verstehen',
  large: 'Zu groß',
  method: 'Diese Methode nimmt diese Adresse nicht an',
  conflict: 'Jemand anderes hat dies im selben Augenblick geändert',
  look: 'Sehen Sie noch einmal nach, und wiederholen Sie es.',
  readOnly: 'Zurzeit kann nichts geändert werden',
  ours: 'Bei uns ist etwas schiefgegangen',
  unready: 'Diese Zeitung ist noch nicht eingerichtet',
  noComments: 'Diese Zeitung kann noch keine Kommentare annehmen',
  unreachable: 'Die Datenbank ist nicht erreichbar',
  again: 'Bitte versuchen Sie es in einer Minute noch einmal.',
  copy: (from, age) =>
    `Unsere Datenbank ist gerade nicht erreichbar. Sie lesen eine Kopie dieser Seite vom ${from}, ${age} alt. Kommentare werden weiter angenommen und erscheinen später.`,
}

export const feed: Words['feed'] = {
  comments: (paper) => `Kommentare – ${paper}`,
  commentsOn: (headline) => `Kommentare zu „${headline}“`,
  said: (name, headline) => `${name} zu „${headline}“`,
  correction: (day) => `Korrektur, ${day}:`,
}

export const body: Words['body'] = {
  footnotes: 'Fußnoten',
  backTo: (reference) => `Zurück zum Verweis ${reference}`,
  table: 'Tabelle',
  done: 'Erledigt',
  toDo: 'Zu tun',
}
