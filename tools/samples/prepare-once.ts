/**
 * The same database, asking for each SQL text once. From Node a local binding is far away: every `prepare` stops the
 * process for a round trip to workerd, and a thousand of them would take longer than the writing itself.
 */
export function prepareOnce(binding: D1Database): D1Database {
  const prepared = new Map<string, D1PreparedStatement>()
  return {
    prepare: (text) => {
      const statement = prepared.get(text) ?? binding.prepare(text)
      prepared.set(text, statement)
      return statement
    },
    batch: (statements) => binding.batch(statements),
    exec: (text) => binding.exec(text),
    withSession: (constraint) => binding.withSession(constraint),
    dump: () => binding.dump(),
  }
}
