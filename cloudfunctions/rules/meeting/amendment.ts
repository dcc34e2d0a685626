import type { Amendment, MinutesText } from '../../../typings/minutes'

/** How locked minutes read after what was amended later. Pure; the locked text itself is never changed. */
type Typed = Pick<MinutesText, 'speeches' | 'dissent' | 'resolution'>
type Part = Pick<Amendment, 'field' | 'speaker'>

/** The typed parts with every amendment, oldest first. Corrections of attendance change none of them. */
export function amended(text: Typed, amendments: readonly Omit<Amendment, 'before'>[]): Typed {
  const { speeches, dissent, resolution } = text
  return amendments.reduce<Typed>(withAmendment, { speeches, dissent, resolution })
}

/** How one part reads; empty when there is nothing. Who spoke more than once is read in one piece. */
export function partOf(text: Typed, { field, speaker }: Part): string {
  switch (field) {
    case 'speeches':
      return text.speeches
        .filter(({ name }) => name === speaker)
        .map(({ gist }) => gist)
        .join('\n')
    case 'dissent':
    case 'resolution':
      return text[field]
    case 'attendance':
      return ''
  }
}

/** An amended speech stands where the person spoke first, a forgotten one at the end. */
function withAmendment(text: Typed, { field, speaker, after }: Omit<Amendment, 'before'>): Typed {
  if (field === 'attendance') return text
  if (field !== 'speeches') return { ...text, [field]: after }
  const first = text.speeches.findIndex(({ name }) => name === speaker)
  const at = first === -1 ? text.speeches.length : first
  const said = after === '' ? [] : [{ name: speaker, gist: after }]
  const others = (some: Typed['speeches']) => some.filter(({ name }) => name !== speaker)
  const { speeches } = text
  return {
    ...text,
    speeches: [...others(speeches.slice(0, at)), ...said, ...others(speeches.slice(at))],
  }
}
