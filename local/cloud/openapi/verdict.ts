/** What a content check recommends. */
export type Suggest = 'pass' | 'review' | 'risky'

/** What the checks here find. */
export interface Verdicts {
  /** Of a text without any of the words. */
  text: Suggest
  /** Of a medium whose address holds none of the words. */
  media: Suggest
  /** Verdict by word; the worst one counts. */
  words: Record<string, Suggest>
}

export const ALL_PASS: Verdicts = { text: 'pass', media: 'pass', words: {} }

const ORDER: readonly Suggest[] = ['pass', 'review', 'risky']

/** The worst of `base` and what is said about any word in `content`. */
export function judge(content: string, base: Suggest, words: Verdicts['words']): Suggest {
  const found = Object.entries(words).flatMap(([word, suggest]) =>
    content.includes(word) ? [suggest] : [],
  )
  return [base, ...found].reduce((worst, next) =>
    ORDER.indexOf(next) > ORDER.indexOf(worst) ? next : worst,
  )
}

/** `suggest` and `label`: 100 normal, 20006 illegal, of the labels in the documentation [doc]. */
export function labelled(suggest: Suggest): { suggest: Suggest; label: number } {
  return { suggest, label: suggest === 'pass' ? 100 : 20006 }
}

/** The finding of WeChat's model, with the probability that real answers carry [3p]. */
export function modelFinding(suggest: Suggest) {
  return { strategy: 'content_model', errcode: 0, ...labelled(suggest), prob: 90 }
}
