/** Some fields of a document, by name; what it does not have stays absent. */
export function pick<Document extends object, Name extends keyof Document>(
  document: Document,
  names: readonly Name[],
): Pick<Document, Name> {
  const present = names.filter((name) => document[name] !== undefined)
  return Object.fromEntries(present.map((name) => [name, document[name]])) as Pick<Document, Name>
}
