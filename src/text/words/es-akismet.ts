import type { Words } from './en.ts'

export const akismet: Words['akismet'] = {
  blog: 'la dirección de este sitio',
  user_ip: 'su dirección de red',
  user_agent: 'el nombre de su navegador',
  referrer: 'la página de la que venía su navegador',
  permalink: 'la dirección del artículo',
  comment_type: 'que es un comentario',
  comment_author: 'su nombre',
  comment_author_email: 'su dirección de correo',
  comment_author_url: 'su sitio web',
  comment_content: 'su comentario',
  comment_date_gmt: 'cuándo lo escribió',
  comment_post_modified_gmt: 'cuándo se publicó el artículo',
  comment_parent: 'a qué comentario responde',
  'comment_context[]': 'de qué trata el artículo',
  blog_lang: 'el idioma de este sitio',
  blog_charset: 'cómo está codificado su texto',
  user_role: 'si usted es de la redacción',
  honeypot_field_name: 'qué se escribió en un campo que las personas no ven',
  recheck_reason: 'si se pregunta de nuevo',
  is_test: 'si es una prueba',
}
