import type { Words } from './en.ts'

export const list: Words['list'] = {
  nothing: 'Aún no se ha publicado nada.',
  nothingHere: 'Aquí aún no se ha publicado nada.',
  everythingFrom: (year) => `Todo lo publicado en ${year}`,
  newest: 'Artículos más recientes',
  older: 'Artículos anteriores',
}

export const corrections: Words['corrections'] = {
  intro: 'Cuando nos equivocamos, lo decimos aquí y en el artículo, y ahí queda.',
  none: 'Aún no hay nada que corregir.',
  newest: 'Correcciones más recientes',
  older: 'Correcciones anteriores',
}

export const history: Words['history'] = {
  titleOf: (headline) => `Cómo ha cambiado: ${headline}`,
  title: 'Cómo ha cambiado este artículo',
  intro: 'Todas las versiones que se pudieron leer. Los errores figuran también en [Correcciones].',
  newest: 'Cambios más recientes',
  earlier: 'Cambios anteriores',
  first: 'Primera publicación',
  changed: 'Modificado',
  small: 'Un pequeño retoque',
  headline: 'Titular',
  byline: 'Firma',
  genre: 'Tipo de artículo',
  standfirst: 'Entradilla',
  dateline: 'Data',
  picture: 'Imagen',
  text: 'Texto',
}

export const search: Words['search'] = {
  title: 'Buscar',
  titleOf: (query) => `Búsqueda: ${query}`,
  of: (paper) => `Buscar en ${paper}`,
  narrow: 'Limitar por sección, autor o fecha',
  section: 'Sección',
  all: 'Todas',
  author: 'Autor',
  from: 'Desde',
  to: 'Hasta',
  noWord: 'Aquí no hay ninguna palabra que buscar.',
  help: 'Deben aparecer todas las palabras. Las "comillas" las mantienen juntas; -palabra excluye.',
  nothing: 'No se ha encontrado nada.',
  nothingMore: 'No hay nada más.',
  many: (below, most) => `Más de ${below} artículos: los ${most} más recientes, primero los mejores.`,
  found: (count) => (count === 1 ? '1 artículo' : `${count} artículos, primero los mejores`),
  meant: '¿Quería decir […]?',
  best: 'Mejores resultados',
  more: 'Más resultados',
}

export const problem: Words['problem'] = {
  front: 'Ir a la portada',
  nothing: 'No hay nada en esta dirección',
  withdrawn: 'Este artículo se ha retirado',
  takenBack: 'Se publicó aquí y lo hemos retirado.',
  page: 'Esta página no existe',
  commentsPage: 'Esta página de comentarios no existe',
  historyPage: 'Esta página del historial no existe',
  nothingThen: 'Entonces no se publicó nada',
  file: 'Este archivo no existe',
  oldLink: 'Este enlace es demasiado antiguo',
  askAgain: 'Pida otro o escríbanos.',
  form: 'Este formulario no se puede leer',
  notAForm: 'Los comentarios se envían como formulario',
  long: 'Su comentario es demasiado largo',
  longDetail: (megabytes) =>
    `Un formulario puede ocupar ${megabytes} MB, y un emoji puede contar por 75 bytes. Su navegador conserva lo que escribió: vuelva atrás.`,
  searches: 'Demasiadas búsquedas en un minuto',
  minute: 'Espere un minuto, por favor',
  editors: 'Escriba a la redacción, por favor',
  unchangeable: 'Este comentario ya no se puede modificar',
  elsewhere: 'Este formulario se envió desde otro sitio',
  request: 'Esta petición no se entiende',
  large: 'Demasiado grande',
  method: 'Esta dirección no admite ese método',
  conflict: 'Otra persona cambió esto en el mismo momento',
  look: 'Vuelva a mirar y repítalo.',
  readOnly: 'En este momento no se puede cambiar nada',
  ours: 'Algo ha fallado por nuestra parte',
  unready: 'Este periódico aún no está configurado',
  noComments: 'Este periódico aún no puede recibir comentarios',
  unreachable: 'No se puede acceder a la base de datos',
  again: 'Inténtelo de nuevo dentro de un minuto, por favor.',
  copy: (from, age) =>
    `En este momento no podemos acceder a nuestra base de datos. Está leyendo una copia de esta página del ${from}, de hace ${age}. Se siguen admitiendo comentarios, que aparecerán más tarde.`,
}

export const feed: Words['feed'] = {
  comments: (paper) => `Comentarios – ${paper}`,
  commentsOn: (headline) => `Comentarios sobre «${headline}»`,
  said: (name, headline) => `${name} sobre «${headline}»`,
  correction: (day) => `Corrección, ${day}:`,
}

export const body: Words['body'] = {
  footnotes: 'Notas al pie',
  backTo: (reference) => `Volver a la referencia ${reference}`,
  table: 'Tabla',
  done: 'Hecho',
  toDo: 'Por hacer',
}
