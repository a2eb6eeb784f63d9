import type { Texts } from './prose.ts'

export const privacy: Texts['privacy'] = {
  oneDay: 'un día',
  manyDays: '{count} días',
  afterOneDay: 'un día',
  afterManyDays: '{count} días',
  intro: 'Qué conserva {paper} de sus lectores, durante cuánto tiempo y quién más lo sabe.',
  reading: 'Leer',
  readingText:
    'Leer no deja ninguna cookie. Las páginas llegan por la red de Cloudflare, que ve su dirección como cualquier red.',
  notCounted: 'No contamos a nadie.',
  counted:
    'Para mostrar lo más leído, contamos lecturas. De las que duran diez segundos, su navegador nos comunica una de cada cinco, elegida al azar, y solo a nosotros: sin cookie ni nombre, y ninguna si pide que no se le rastree (Do Not Track o Global Privacy Control). Para que una dirección cuente una vez al día, deja en el artículo una de 4096 marcas, hecha de la dirección y de una clave que se tira al terminar el día. La dirección no se guarda. La marca se guarda una semana, y sin la clave nadie puede saber quién la dejó.',
  commenting: 'Comentar',
  publishedAll:
    'Su nombre, su sitio web si lo indica, su comentario y la hora se publican cuando la moderación lo ha aprobado.',
  publishedSome:
    'Su nombre, su sitio web si lo indica, su comentario y la hora se publican, en algunos casos cuando la moderación lo ha aprobado.',
  notEmail: 'Su dirección de correo no se publica nunca: solo la ve la moderación.',
  kept: 'Su dirección de correo, la dirección de red desde la que llegó su comentario y el nombre de su navegador se guardan aparte del comentario durante {days}, para distinguir el spam de la conversación, y después se borran.',
  keptReferrer:
    'Su dirección de correo, la dirección de red desde la que llegó su comentario, la página de la que venía y el nombre de su navegador se guardan aparte del comentario durante {days}, para distinguir el spam de la conversación, y después se borran.',
  codes:
    'Quedan unos códigos hechos con una clave secreta a partir de las direcciones y de la red que rodea a la suya, de los que estas no se pueden deducir, y el nombre de la cookie.',
  putAway:
    'Un comentario apartado se borra definitivamente: el spam al cabo de {spam}, y el que retiró usted o la moderación al cabo de {trash}. Donde alguien respondió queda un lugar vacío, sin nombre ni texto.',
  cookie:
    'Cuando envía un comentario, dejamos una cookie, […], durante un año. Contiene un nombre al azar y una firma, y nos dice que unos comentarios llegaron desde el mismo navegador. Se lee cuando usted comenta y en ningún otro momento. Un filtro nuestro aprende de las palabras de los comentarios cómo es el spam; conserva palabras y recuentos, no quién las escribió.',
  remembered:
    'Si deja que el formulario recuerde su nombre, correo y sitio web, estos se quedan en su navegador y solo se envían con los comentarios que publique.',
  sent: 'Qué se envía a otros',
  sentNothing:
    'No se envía a otros nada de su comentario: ningún servicio contra el spam, ningún servicio de avatares, ninguna estadística.',
  akismet: 'Para detectar el spam, los comentarios se muestran a [Akismet], un servicio de Automattic. Se le comunica:',
  akismetNot: 'No se le comunican ni su dirección de correo ni su dirección de red.',
  turnstile:
    'Cuando un comentario parece obra de un programa, se carga una comprobación de Cloudflare Turnstile, que ve su dirección de red y su navegador. En su lugar, puede enviar el comentario a la moderación.',
  mail: 'Los mensajes salen por el servicio de correo de Cloudflare, que ve a quién van y qué dicen.',
  sentNoMore: 'A nadie más se le comunica nada: ningún servicio de avatares, ninguna estadística.',
  letters:
    'Si pide avisos cuando alguien responda, su dirección se guarda para ello hasta que lo termine con el enlace de cada mensaje, durante {most} como máximo; durante {unconfirmed} si nunca lo confirma. La moderación recibe mensajes sobre los comentarios que esperan, con su nombre, su dirección de correo y su comentario.',
  data: 'Sus datos',
  write:
    'Para obtener una copia de sus comentarios, o para que se borren, escriba a la redacción desde la dirección con la que comentó.',
  ask: 'Puede obtener una copia de sus comentarios o hacer que se borren. Díganos la dirección con la que comentó: le enviaremos un enlace que vale un día.',
  askButton: 'Envíenme un enlace',
  asked: 'Mire su correo',
  askedText:
    'Si se escribieron comentarios con esa dirección, un mensaje con un enlace está en camino. Se envía como máximo uno al día, y el enlace vale un día.',
  back: 'Volver a lo que conservamos',
}

export const copy: Texts['copy'] = {
  title: 'Sus comentarios',
  nothing: 'Aquí no se conserva nada de usted.',
  all: 'Todo lo que se escribió aquí con su dirección.',
  ways: 'Puede [descargarlos como JSON] o [borrarlos].',
  approved: 'publicado',
  held: 'a la espera de la moderación',
  spam: 'tomado por spam',
  trash: 'retirado',
  keptUntil: 'Su dirección de correo, su dirección de red y su navegador se guardan con él hasta el […].',
  erase: 'Borrarlos',
  eraseText:
    'Al borrarlos, su nombre, sus palabras y sus datos desaparecen de este sitio de inmediato y para siempre. Donde alguien respondió queda «Este comentario se ha eliminado».',
  eraseButton: 'Borrar todo esto',
  erased: 'Sus comentarios se han borrado',
  erasedText: 'Aquí ya no se conserva nada de ellos ni de usted.',
}

export const principles: Texts['principles'] = {
  title: 'Principios editoriales',
  kinds: 'Cada artículo dice lo que es',
  report: 'lo que ocurrió, hasta donde pudimos averiguarlo',
  analysis: 'lo que significa, a la luz de lo que se sabe',
  opinion: 'lo que piensa su autor, y no necesariamente la redacción',
  review: 'lo que un crítico piensa de una obra',
  satire: 'inventado, para reírse',
  sponsored: 'pagado por otros y no escrito por la redacción',
  corrected: 'Lo que estaba mal se corrige en el artículo, con su fecha, y queda para siempre en [Correcciones].',
  changed: '«Actualizado» lleva a lo que cambió: a cada versión que se pudo leer. Un artículo retirado deja un aviso.',
  sources: 'Aquello en que se apoya un artículo figura al final.',
  noComments: 'Por ahora no admitimos comentarios.',
  identity: 'Un comentario necesita un nombre y una dirección de correo, que no se publica.',
  allHeld: 'Un moderador lee antes cada comentario.',
  firstHeld: 'El primer comentario de alguien que no conocemos espera a un moderador.',
  linksHeld: 'Un comentario con enlaces, a partir de {links}, espera a un moderador. Lo que parece spam no aparece.',
  closing: 'Días hasta que se cierran los comentarios: {days}, salvo que el artículo diga otra cosa.',
  privacy: 'Lo que guardamos de ello, y quién más lo sabe: [Privacidad].',
}

export const subscription: Texts['subscription'] = {
  confirm: '¿Avisos de respuestas por correo?',
  confirmWe: 'Si lo desea, le escribiremos cuando alguien responda a su comentario sobre […].',
  confirmButton: 'Sí, escríbanme',
  confirmed: 'Recibirá un correo cuando respondan a su comentario',
  confirmedWe: 'Le escribiremos cuando alguien responda a su comentario sobre […].',
  endable: 'Cada mensaje lleva un enlace para dejar de recibirlos.',
  end: '¿No quiere más avisos de respuestas?',
  endWe: 'Ahora le escribimos cuando alguien responde a su comentario sobre […].',
  endButton: 'No quiero más avisos',
  ended: 'Ya no recibirá avisos de respuestas',
  endedWe: 'Ya no le escribiremos cuando alguien responda a su comentario sobre […].',
  over: 'Esta suscripción ha terminado',
}
