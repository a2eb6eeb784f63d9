// sanitize-html wants one class of htmlparser2, whose index brings a document tree, queries on it and feeds too;
// wrangler.toml puts this file in its place.
export { Parser } from '../../node_modules/htmlparser2/dist/Parser.js'
