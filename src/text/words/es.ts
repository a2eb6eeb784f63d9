import type { Words } from './en.ts'

export const es: Words = {
  frame: {
    skip: 'Saltar al contenido',
    search: 'Buscar',
    rss: 'Canal RSS',
    commentsFeed: 'Canal de comentarios',
    corrections: 'Correcciones',
    privacy: 'Privacidad',
    sections: 'Secciones',
    pages: 'Páginas',
  },
  genre: {
    report: 'Noticia',
    analysis: 'Análisis',
    opinion: 'Opinión',
    review: 'Crítica',
    satire: 'Sátira',
    sponsored: 'Patrocinado',
  },
  article: {
    by: 'Por ',
    // "Ada e Inés", but "Ada y Hierro".
    and: (name) => (/^h?[ií](?![aeoáéó])/i.test(name) ? ' e ' : ' y '),
    minutes: (count) => `${count}\u00a0min de lectura`,
    updated: 'Actualizado\u00a0el',
    corrected: 'Corregido',
    corrections: (count) => (count === 1 ? 'Corrección' : 'Correcciones'),
    comments: 'Comentarios',
    sources: 'Fuentes',
    topics: 'Temas',
    about: (authors) => (authors === 1 ? 'Sobre quien firma' : 'Sobre quienes firman'),
    more: 'más',
    moreAbout: (name) => `Más sobre ${name}`,
    neighbours: 'Artículo anterior y siguiente',
    previous: 'Anterior',
    next: 'Siguiente',
    related: 'Artículos relacionados',
  },
}
