import type { Words } from './en.ts'

export const akismet: Words['akismet'] = {
  blog: 'die Adresse dieser Website',
  user_ip: 'Ihre Netzwerkadresse',
  user_agent: 'den Namen Ihres Browsers',
  referrer: 'die Seite, von der Ihr Browser kam',
  permalink: 'die Adresse des Artikels',
  comment_type: 'dass es ein Kommentar ist',
  comment_author: 'Ihren Namen',
  comment_author_email: 'Ihre E-Mail-Adresse',
  comment_author_url: 'Ihre Website',
  comment_content: 'Ihren Kommentar',
  comment_date_gmt: 'wann Sie ihn schrieben',
  comment_post_modified_gmt: 'wann der Artikel erschien',
  comment_parent: 'auf welchen Kommentar er antwortet',
  'comment_context[]': 'wovon der Artikel handelt',
  blog_lang: 'die Sprache dieser Website',
  blog_charset: 'wie ihr Text kodiert ist',
  user_role: 'ob Sie zur Redaktion gehören',
  honeypot_field_name: 'was in ein Feld eingegeben wurde, das Menschen nicht sehen',
  recheck_reason: 'ob noch einmal gefragt wird',
  is_test: 'ob es eine Probe ist',
}
