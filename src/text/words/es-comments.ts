import type { Words } from './en.ts'

export const comments: Words['comments'] = {
  count: (count) => (count === 0 ? 'Aún no hay comentarios' : count === 1 ? '1 comentario' : `${count} comentarios`),
  earlier: 'Comentarios anteriores',
  later: 'Comentarios posteriores',
  inReplyTo: (name) => `en respuesta a ${name}`,
  author: 'Autor/a',
  staff: 'Redacción',
  reply: 'Responder',
  replyTo: (name) => `Responder a ${name}`,
  removed: 'Este comentario se ha eliminado.',
  closed: 'Los comentarios están cerrados',
  anonymous: 'Anónimo',
  notSent: 'Aún sin enviar',
  copyIt: 'Su texto no se ha enviado. Aquí lo tiene, para que pueda copiarlo:',
  yours: 'Su comentario',
}

export const form: Words['form'] = {
  leave: 'Deje un comentario',
  leaveTo: (name) => `Responda a ${name}`,
  cancel: 'Cancelar la respuesta',
  name: 'Nombre',
  email: 'Correo electrónico',
  emailHint: 'Su dirección de correo no se publicará.',
  website: 'Sitio web (opcional)',
  comment: 'Comentario',
  allowed: 'Puede usar estas etiquetas y atributos HTML:',
  mail: 'Avisarme por correo cuando alguien responda',
  remember: 'Guardar mi nombre, correo y sitio web en este navegador',
  trap: 'Deje esto vacío',
  post: 'Publicar el comentario',
  preview: 'Vista previa',
  spam: 'Para evitar el spam, los comentarios pasan por un filtro y algunos esperan a la moderación. [Qué se conserva de su comentario y qué se envía adónde].',
  wouldBe: 'Así se verá su comentario. Todavía no se ha enviado.',
  refused: 'Su comentario no se ha enviado. No se ha perdido nada de lo que escribió:',
  odd: 'Una cosa más: algo en este comentario parecía obra de un programa.',
  noScript: 'Sin scripts hay otra manera:',
  hold: 'Enviarlo a la moderación',
}

export const own: Words['own'] = {
  published: 'Su comentario está publicado.',
  waiting: 'Su comentario espera a la moderación. Solo usted puede verlo, en esta dirección.',
  changeable: 'Puede modificarlo durante un cuarto de hora, mientras nadie responda.',
  edit: 'Editar',
  delete: 'Eliminar',
  save: 'Guardar',
  editing: 'Edite su comentario',
  stays: 'Su comentario queda como está',
}

export const refusals: Words['refusals'] = {
  longName: (most) => `Su nombre puede tener ${most} caracteres como máximo.`,
  noName: 'Díganos su nombre, por favor.',
  noEmail: 'Indique su dirección de correo, por favor. No se publicará.',
  longEmail: 'Esta dirección de correo es demasiado larga.',
  notEmail: 'Esto no parece una dirección de correo.',
  longUrl: 'Esta dirección es demasiado larga.',
  notUrl: 'Esto no parece una dirección web.',
  longComment: (most) => `Un comentario puede tener ${most} caracteres como máximo.`,
  manyParts: (most) =>
    `Un comentario puede tener ${most} caracteres como máximo; en los emojis y acentos compuestos cuenta cada parte.`,
  noComment: 'Escriba un comentario, por favor.',
  noParent: 'El comentario al que responde no existe.',
  lostParent: 'El comentario al que responde ya no está. Si lo envía de nuevo, el suyo aparecerá por sí solo.',
  closedMeanwhile: 'Los comentarios se cerraron mientras escribía.',
  filtered: 'Nuestro filtro no deja pasar este comentario.',
  tooMuch: 'Ha sido mucho en un minuto. Espere un poco, por favor.',
  tooLate: (minutes) =>
    `Un comentario puede modificarse durante ${minutes} minutos, mientras nadie responda ni la moderación lo retire.`,
  tooOften: (times) => `Ha modificado este comentario ${times} veces; no se permiten más cambios.`,
}

export const away: Words['away'] = {
  received: 'Recibido',
  safe: 'Hemos recibido su comentario',
  safely:
    'En este momento no podemos acceder a nuestra base de datos. Su comentario está a salvo y aparecerá cuando el sitio se recupere o cuando la moderación lo haya visto. No hace falta que lo envíe de nuevo.',
  back: 'Volver al artículo',
  notSent: 'Su comentario aún no se ha enviado',
  unreachable: 'En este momento no podemos acceder a nuestra base de datos.',
  closed: 'En este momento los comentarios están cerrados.',
  tooMuch: 'Han sido muchos comentarios en un minuto.',
  stays: 'Lo que escribió está más abajo; envíelo de nuevo más tarde, por favor.',
}

export const letter: Words['letter'] = {
  confirm: (headline) => `¿Avisos de respuestas en «${headline}»?`,
  confirmText: (headline, link) =>
    `Alguien, esperamos que usted, dejó con esta dirección un comentario en «${headline}»\n\n${link}\ny pidió un aviso cuando le respondan. Si es así, siga este enlace antes de una semana:`,
  ifNot: 'Si no, no haga nada: no volverá a saber de esto.',
  answer: (headline) => `Una respuesta a su comentario sobre «${headline}»`,
  answered: (name, headline) => `${name} ha respondido a su comentario sobre «${headline}»:`,
  noMore: 'Usted pidió este mensaje. Para no recibir más:',
  copy: (paper) => `Sus comentarios en ${paper}`,
  copyText: (paper) =>
    `Alguien, esperamos que usted, ha preguntado qué conserva ${paper} de los comentarios escritos con esta dirección.\n\nEste enlace lleva a una copia de ellos y a un botón que los borra. Vale un día.`,
  notAsked: 'Si no lo ha pedido, no haga nada.',
}
