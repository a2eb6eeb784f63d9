/** A string of the vocabulary, or what makes one of its values. */
export type Said = string | ((...values: (string | number)[]) => string)

/** Every string of a language by its place: `article.updated`. */
export function vocabulary(language: object, above = ''): Map<string, Said> {
  return new Map(
    Object.entries(language).flatMap(([name, said]): [string, Said][] =>
      typeof said === 'object' ? [...vocabulary(said, `${above}${name}.`)] : [[above + name, said]],
    ),
  )
}
