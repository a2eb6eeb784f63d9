/** What a piece of code is, as a class after `hljs-`. */
export type Kind = 'comment' | 'keyword' | 'literal' | 'number' | 'string' | 'attr' | 'name' | 'addition' | 'deletion'

/**
 * The pieces of a language, the first that fits first. What fits is of a kind; or is a word, to be looked up; or is
 * code of other languages, part by part. No pattern has groups, and none looks past a line or its own closing mark:
 * what is never closed ends with the line or the text, so that time stays in proportion to length.
 */
export interface Grammar {
  rules: readonly (readonly [Kind | 'word' | Embedded, RegExp])[]
  words: ReadonlyMap<string, Kind>
  ignoreCase?: boolean
}

/** Code with code of another language in it. */
export type Embedded = (code: string) => readonly (readonly [language: string, code: string])[]

const word = ['word', /[A-Za-z_$][\w$]*/] as const
const number = ['number', /\b(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)\w*/] as const
const double = ['string', /"(?:[^"\\\n]|\\[\s\S])*"?/] as const
const single = ['string', /'(?:[^'\\\n]|\\[\s\S])*'?/] as const
const backquoted = ['string', /`(?:[^`\\]|\\[\s\S])*`?/] as const
const slashes = ['comment', /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/] as const
const hash = ['comment', /(?<![^\s;(])#.*/] as const
const afterOperator = [
  'string',
  /(?<=[=(,:[!&|?{};] ?|return )\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/,
] as const

const words = (keywords: string, literals = 'true false null'): ReadonlyMap<string, Kind> =>
  new Map([
    ...keywords.split(' ').map((each) => [each, 'keyword'] as const),
    ...literals.split(' ').map((each) => [each, 'literal'] as const),
  ])

const script: Grammar = {
  rules: [slashes, double, single, backquoted, afterOperator, number, word],
  words: words(
    'abstract accessor any as asserts async await bigint boolean break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let namespace never new number object of out override private protected public readonly return satisfies set static string super switch symbol this throw try type typeof unique unknown using var void while with yield',
    'true false null undefined NaN Infinity',
  ),
}

const json: Grammar = {
  rules: [slashes, ['attr', /"(?:[^"\\\n]|\\.)*"(?=\s*:)/], double, number, word],
  words: words('', 'true false null'),
}

const python: Grammar = {
  rules: [
    ['comment', /#.*/],
    [
      'string',
      /(?:\b[rbfuRBFU]{1,2})?(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)/,
    ],
    number,
    word,
  ],
  words: words(
    'and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield',
    'True False None',
  ),
}

const go: Grammar = {
  rules: [slashes, double, single, backquoted, number, word],
  words: words(
    'any bool break byte case chan const continue default defer else error fallthrough float32 float64 for func go goto if import int int32 int64 interface map package range return rune select string struct switch type uint uint8 var',
    'true false nil iota',
  ),
}

// A quote begins a character or a lifetime.
const rust: Grammar = {
  rules: [slashes, double, ['string', /'(?:[^'\\\n]|\\[^\n]{1,8}?)'/], number, word],
  words: words(
    'as async await bool break char const continue crate dyn else enum extern f32 f64 fn for i32 i64 if impl in let loop macro_rules match mod move mut pub ref return self Self static str struct super trait type u8 u32 u64 union unsafe use usize where while',
    'true false None Some Ok Err',
  ),
}

const sql: Grammar = {
  rules: [['comment', /--.*|\/\*[\s\S]*?(?:\*\/|$)/], double, ['string', /'[^']*'?/], number, word],
  words: words(
    'add all alter and as asc begin between by cascade case check collate column commit constraint create cross cursor database default delete desc distinct drop else end except exists explain foreign from full function grant group having if in index inner insert intersect into is join key left like limit not offset on or order outer over partition pragma primary procedure recursive references replace returning revoke right rollback row rows schema select set strict table temporary then to transaction trigger union unique update using vacuum values view when where window with without bigint blob boolean char date decimal int integer json numeric real serial smallint text time timestamp uuid varchar',
  ),
  ignoreCase: true,
}

const bash: Grammar = {
  rules: [hash, ['string', /"(?:[^"\\]|\\[\s\S])*"?|'[^']*'?/], ['word', /[\w.$/-]+/]],
  words: words(
    'case do done elif else esac export fi for function if in local readonly return select then until while',
    'true false',
  ),
}

const yaml: Grammar = {
  rules: [
    hash,
    ['attr', /(?<=^|\n|[\s{,])[\w./$-]+(?=[ \t]*:(?:\s|$))|"[^"\n]*"(?=[ \t]*:\s)/],
    double,
    ['string', /(?<![\w])'[^'\n]*'?/],
    ['number', /(?<![\w.:-])-?\d[\d_]*(?:\.\d+)?(?![\w.:-])/],
    ['word', /[\w.-]+/],
  ],
  words: words('', 'true false null yes no on off'),
}

const css: Grammar = {
  rules: [
    ['comment', /\/\*[\s\S]*?(?:\*\/|$)/],
    double,
    single,
    ['keyword', /@[\w-]+|![a-z]+/],
    ['attr', /(?<=[{;]\s*|\*\/\s*)[\w-]+(?=\s*:[^{;}]*(?:[;}]|$))/],
    ['number', /#[\da-fA-F]{3,8}\b|(?<![\w-])-?(?:\d+\.?\d*|\.\d+)(?:%|[a-z]+)?/],
    ['word', /[\w-]+/],
  ],
  words: new Map(),
}

// The inside of a tag is no language that an author could name.
const TAG = '<'
const tag: Grammar = {
  rules: [
    ['name', /(?<=^<\/?)[\w:.-]+/],
    ['attr', /(?<=\s)[^\s"'<>/=]+/],
    ['string', /"[^"]*"?|'[^']*'?|(?<==)[^\s"'>]+/],
  ],
  words: new Map(),
}

// An element whose content is not markup: its tag, and then code.
const holds =
  (language: string): Embedded =>
  (code) => {
    const end = code.indexOf('>') + 1
    return [
      [TAG, code.slice(0, end)],
      [language, code.slice(end)],
    ]
  }

const xml: Grammar = {
  rules: [
    ['comment', /<!--[\s\S]*?(?:-->|$)/],
    ['keyword', /<[!?](?:[^>]*)>?/],
    [holds('javascript'), /<script\b[^>]*>[\s\S]*?(?=<\/script|$)/],
    [holds('css'), /<style\b[^>]*>[\s\S]*?(?=<\/style|$)/],
    [(code) => [[TAG, code]], /<\/?[A-Za-z](?:[^>"']|"[^"]*"?|'[^']*'?)*>?/],
    ['literal', /&#?\w{1,31};/],
  ],
  words: new Map(),
  ignoreCase: true,
}

const diff: Grammar = {
  rules: [
    ['comment', /(?<=^|\n)(?:@@|diff |index |---|\+\+\+|===).*/],
    ['addition', /(?<=^|\n)\+.*/],
    ['deletion', /(?<=^|\n)-.*/],
  ],
  words: new Map(),
}

const toml: Grammar = {
  rules: [
    hash,
    ['comment', /(?<=^|\n);.*/],
    ['name', /(?<=^|\n)\[.*\]/],
    ['attr', /(?<=^|\n)[\w."-]+(?=[ \t]*=)/],
    double,
    single,
    number,
    word,
  ],
  words: words(''),
}

const like = (keywords: string, literals?: string): Grammar => ({
  rules: [slashes, double, single, number, word],
  words: words(keywords, literals),
})

const c = like(
  'alignas auto bool break case catch char class concept const constexpr continue default delete do double else enum explicit extern final float for friend goto if inline int long mutable namespace new noexcept operator override private protected public register requires return short signed sizeof static struct switch template this throw try typedef typename union unsigned using virtual void volatile while',
  'true false NULL nullptr',
)
const java = like(
  'abstract as async await base bool boolean break by byte case catch char class companion const constructor continue data default do double else enum extends extension final finally float for foreach fun func guard if implements import in init instanceof int interface internal is let lock long namespace native new object open operator out override package private protected protocol public readonly record ref return sealed self short static string struct super switch synchronized this throw throws transient try typealias using val var virtual void volatile when where while yield',
  'true false null nil',
)
const php: Grammar = {
  rules: [slashes, ['comment', /#(?!\[).*/], double, single, number, word],
  words: words(
    'abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enum extends final finally fn for foreach function global if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield',
  ),
}
const ruby: Grammar = {
  rules: [['comment', /#.*/], double, single, number, ['string', /(?<![:\w]):[a-z_]\w*/], word],
  words: words(
    'alias and begin break case class def defined do else elsif end ensure for if in module next not or redo rescue retry return self super then undef unless until when while yield',
    'true false nil',
  ),
}

const named: readonly (readonly [names: string, Grammar])[] = [
  ['javascript js jsx mjs cjs typescript ts tsx mts cts', script],
  ['json jsonc json5', json],
  ['python py', python],
  ['go golang', go],
  ['rust rs', rust],
  ['sql sqlite postgresql mysql', sql],
  ['bash sh zsh shell console', bash],
  ['yaml yml', yaml],
  ['css scss less', css],
  ['xml html xhtml svg rss atom vue svelte', xml],
  [TAG, tag],
  ['diff patch', diff],
  ['toml ini', toml],
  ['c h cpp c++ hpp', c],
  ['java kotlin kt csharp cs c# swift', java],
  ['php', php],
  ['ruby rb', ruby],
]

/** By each name that a language goes by. */
export const grammars: ReadonlyMap<string, Grammar> = new Map(
  named.flatMap(([names, grammar]) => names.split(' ').map((name) => [name, grammar] as const)),
)
