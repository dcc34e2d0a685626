import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AccessRow, Relation } from '../../../cloudfunctions/kernel/access/table'

const DOCUMENT = join(__dirname, '../../../docs/access.md')

export const RELATIONS = ['own', 'above', 'below', 'attached'] as const satisfies Relation[]

/** One action's rights in the form in which table and document are compared. */
export interface Rights {
  about: AccessRow['about']
  match: 'every' | 'some' | null
  /** `own:secretary`, … */
  cells: ReadonlySet<string>
  withoutConsent: boolean
  leavers: boolean
}

/** What `docs/access.md` says, by action. @throws when a table does not look as expected */
export function readDocument(text = readFileSync(DOCUMENT, 'utf8')): Map<string, Rights> {
  const rights = new Map<string, Rights>()
  const put = (action: string, right: Rights) => {
    if (rights.has(action)) throw new Error(`${action} stands twice in the document`)
    rights.set(action, right)
  }
  for (const [action = '', who = ''] of rowsUnder(text, 'Open to anyone with a WeChat', 2))
    put(action, {
      about: 'anyone',
      match: null,
      cells: new Set(),
      withoutConsent: true,
      leavers: who.includes('leavers'),
    })
  for (const [action = '', exceptions = ''] of rowsUnder(text, 'About oneself', 2))
    put(action, {
      about: 'self',
      match: null,
      cells: new Set(),
      withoutConsent: exceptions.includes('without consent'),
      leavers: exceptions.includes('leavers'),
    })
  for (const [action = '', match, ...cells] of rowsUnder(text, 'About organisations', 6)) {
    if (match !== 'every' && match !== 'some') throw new Error(`${action}: match '${match}'`)
    put(action, {
      about: 'organisations',
      match,
      cells: new Set(
        RELATIONS.flatMap((relation, column) =>
          (cells[column] ?? '')
            .split(',')
            .map((holder) => holder.trim())
            .filter((holder) => holder !== '')
            .map((holder) => `${relation}:${holder}`),
        ),
      ),
      withoutConsent: false,
      leavers: false,
    })
  }
  return rights
}

/** A row of the access table in the same form. */
export function rightsOf(row: AccessRow): Rights {
  const isAboutOrganisations = row.about === 'organisations'
  return {
    about: row.about,
    match: isAboutOrganisations ? row.match : null,
    cells: new Set(
      isAboutOrganisations
        ? RELATIONS.flatMap((relation) =>
            (row.allow[relation] ?? []).map((holder) => `${relation}:${holder}`),
          )
        : [],
    ),
    withoutConsent: row.withoutConsent === true,
    leavers: row.leavers === true,
  }
}

/** Every place where table and document disagree, such as `member.invite own:editor`. */
export function differences(
  table: ReadonlyMap<string, Rights>,
  document: ReadonlyMap<string, Rights>,
): string[] {
  return [...new Set([...table.keys(), ...document.keys()])].flatMap((action) => {
    const [a, b] = [table.get(action), document.get(action)]
    if (a === undefined || b === undefined) return [`${action} is missing`]
    const plain = (['about', 'match', 'withoutConsent', 'leavers'] as const).filter(
      (field) => a[field] !== b[field],
    )
    const cells = [...new Set([...a.cells, ...b.cells])].filter(
      (cell) => a.cells.has(cell) !== b.cells.has(cell),
    )
    return [...plain, ...cells].map((what) => `${action} ${what}`)
  })
}

/** Cells of the table under a heading, without its head. */
function rowsUnder(text: string, heading: string, columns: number): string[][] {
  const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`))
  const lines = section?.split('\n').filter((line) => line.startsWith('|')) ?? []
  const rows = lines.slice(2).map((line) =>
    line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim()),
  )
  if (rows.length === 0 || rows.some((row) => row.length !== columns))
    throw new Error(`the table '${heading}' has not ${columns} columns in every row`)
  return rows
}
