/** Phone numbers: kept as digits, shown masked to everyone who does not need them. */

const FULL_WIDTH_ZERO = 0xff10

/** Digits of what was typed or exported: full-width digits, spaces, dashes, a leading +86 or 86 are accepted. */
export function phoneDigits(text: string): string {
  const plain = text.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO))
  const digits = plain.replace(/[^\d]/g, '')
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
}

/** A mainland mobile number has 11 digits and begins with 1; numbers abroad have 6 to 15 (E.164). */
export function isPhone(digits: string): boolean {
  return /^1\d{10}$/.test(digits) || /^(?!1\d{10}$)[1-9]\d{5,14}$/.test(digits)
}

/** `13812345678` → `138****5678`; shorter numbers keep their last two digits. */
export function maskPhone(digits: string): string {
  return digits.length >= 11
    ? `${digits.slice(0, 3)}****${digits.slice(-4)}`
    : `****${digits.slice(-2)}`
}
