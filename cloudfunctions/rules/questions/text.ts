/** Characters of the CJK Radicals Supplement and the ideographs they stand for (Unicode, EquivalentUnifiedIdeograph). NFKC leaves them. */
const RADICALS =
  '⺁厂⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫罒⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟'
const RADICAL_MEANS = new Map(
  Array.from({ length: RADICALS.length / 2 }, (_, index): [string, string] => [
    RADICALS.charAt(index * 2),
    RADICALS.charAt(index * 2 + 1),
  ]),
)

/**
 * Text as people mean it: look-alikes from the Kangxi, radical and compatibility blocks (what copying from a PDF
 * gives) are the ideographs themselves, no-break and zero-width blanks are plain, everything else stays as written.
 */
export function plainText(text: string): string {
  return text
    .replace(
      /[\u2e80-\u2ef3]/g,
      (radical) => RADICAL_MEANS.get(radical) ?? radical.normalize('NFKC'),
    )
    .replace(/[\u2f00-\u2fd5\uf900-\ufaff]/g, (look) => look.normalize('NFKC'))
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f]/g, ' ')
    .replace(/\p{Cf}|\ufe0e|\ufe0f|(?![\t\n\r])\p{Cc}/gu, '')
}

/**
 * The same text, character for character, with full-width letters, digits and punctuation made half-width: what
 * patterns are matched against, so that a place in it is a place in the text.
 */
export function shapeOf(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000【】〔〕﹝﹞〖〗﹒﹙﹚]/g, (wide) => {
    const code = wide.charCodeAt(0)
    if (wide === '｛') return '('
    if (wide === '｝') return ')'
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
    if (wide === '\u3000') return ' '
    if (wide === '﹒') return '.'
    if (wide === '﹙') return '('
    if (wide === '﹚') return ')'
    if ('【〔﹝〖'.includes(wide)) return '['
    return '】〕﹞〗'.includes(wide) ? ']' : wide
  })
}

/** Trimmed, with blanks inside a line made single and blank lines dropped. */
export function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \t\u3000]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** What two texts share when a reader would call them the same: letters, digits and ideographs. */
export function sameness(text: string): string {
  return plainText(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}_^`$|~]+/gu, '')
}
