import { deflateRawSync } from 'node:zlib'
import { isHarmlessZip } from '../../../../cloudfunctions/kernel/roster/zip'

/** A zip with one entry; `claims` is the unpacked size that its directory states. */
function zipOf(content: Buffer, claims = content.length): Buffer {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(claims, 22)
  local.writeUInt16LE(1, 26)
  local.write('a', 30)
  const entry = Buffer.alloc(47)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claims, 24)
  entry.writeUInt16LE(1, 28)
  entry.write('a', 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, entry, end])
}

test('what unpacks to little is harmless', () => {
  expect(isHarmlessZip(zipOf(Buffer.from('hello')))).toBe(true)
})

test('what unpacks to more than memory holds is not, whatever its directory claims', () => {
  const bomb = Buffer.alloc(100 * 1024 * 1024)
  expect(isHarmlessZip(zipOf(bomb))).toBe(false)
  expect(isHarmlessZip(zipOf(bomb, 10))).toBe(false)
})

test('a cut-off file is not opened', () => {
  const whole = zipOf(Buffer.from('hello'))
  for (let length = 0; length < whole.length; length += 1)
    expect(isHarmlessZip(whole.subarray(0, length))).toBe(false)
})
