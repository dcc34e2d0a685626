import type { ReadBank } from '../../../typings/questions'

/**
 * Reads a question bank: `.docx`, `.doc`, `.xlsx`, `.xls`, `.csv`, `.txt`, `.md` or JSON.
 * @throws UnreadableFile with a sentence for people
 */
export declare function readBank(file: { name: string; bytes: Buffer }): Promise<ReadBank>
/** The same for text that was pasted. */
export declare function readPastedBank(text: string): ReadBank
