import * as v from 'valibot'
import type { Clock } from '../clock'
import { ServiceError } from '../errors'
import type { ActionHandler, WireRequest } from '../service'
import type { Addresses } from './address'
import { checkPath, type FileIds } from './file-id'
import type { Shelf } from './shelf'

/** Files per call, refused above with `INVALID_PARAM` (node-sdk 2.10.0 `test/storage`). */
const MAX_FILES = 50
/** Life of an upload address in seconds (from memory). */
const UPLOAD_SECONDS = 900
/** Life of a temporary address when the caller names none, in seconds (from memory). */
const DEFAULT_MAX_AGE = 86_400

const list = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.array(item), v.maxLength(MAX_FILES, `at most ${MAX_FILES} files per call`))

const uploadParams = v.object({ path: v.string() })
const downloadParams = v.object({
  file_list: list(
    v.object({
      fileid: v.string(),
      max_age: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(365 * 86_400))),
    }),
  ),
})
const deleteParams = v.object({ fileid_list: list(v.string()) })
const copyParams = v.object({
  file_list: list(
    v.object({
      src_path: v.string(),
      dst_path: v.string(),
      overwrite: v.optional(v.boolean(), true),
      remove_original: v.optional(v.boolean(), false),
    }),
  ),
})
const authorityParams = v.object({
  fileList: v.array(
    v.object({ path: v.string(), type: v.picklist(['READ', 'WRITE', 'READWRITE']) }),
  ),
})

/**
 * The storage actions of both SDKs; shapes as `@cloudbase/node-sdk` `storage/index.ts` sends and reads them.
 * A fault of one file is that file's `code`; only a fault of the request throws.
 */
export function storageActions(
  fileIds: FileIds,
  addresses: Addresses,
  shelf: Shelf,
  clock: Clock,
): Record<string, ActionHandler> {
  const secondsFromNow = (seconds: number) => Math.ceil(clock.now() / 1000 + seconds)

  return {
    'storage.getUploadMetadata'(request) {
      const path = checkPath(parse(uploadParams, request).path)
      const expires = secondsFromNow(UPLOAD_SECONDS)
      const { url, signature } = addresses.upload(path, expires)
      return {
        data: {
          url,
          authorization: signature,
          token: `expires-${expires}`,
          fileId: fileIds.of(path),
          cosFileId: Buffer.from(fileIds.of(path)).toString('base64'),
        },
      }
    },

    async 'storage.batchGetDownloadUrl'(request) {
      const { file_list } = parse(downloadParams, request)
      const download_list = await Promise.all(
        file_list.map(({ fileid: fileID, max_age: maxAge = DEFAULT_MAX_AGE }) =>
          perFile({ fileID, tempFileURL: '' }, async () => {
            const path = fileIds.pathOf(fileID)
            if (!(await shelf.has(path))) throw nonexistent(fileID)
            const tempFileURL = addresses.file(path, secondsFromNow(maxAge))
            return { code: 'SUCCESS', fileID, tempFileURL, maxAge }
          }),
        ),
      )
      return { data: { download_list } }
    },

    async 'storage.batchDeleteFile'(request) {
      const { fileid_list } = parse(deleteParams, request)
      const delete_list = await Promise.all(
        fileid_list.map((fileID) =>
          perFile({ fileID }, async () => {
            if (!(await shelf.remove(fileIds.pathOf(fileID)))) throw nonexistent(fileID)
            return { code: 'SUCCESS', fileID }
          }),
        ),
      )
      return { data: { delete_list } }
    },

    async 'storage.batchCopyFile'(request) {
      const { file_list } = parse(copyParams, request)
      const copy_list = await Promise.all(
        file_list.map((file) =>
          perFile({ fileId: '' }, async () => {
            const from = checkPath(file.src_path)
            const to = checkPath(file.dst_path)
            if (!file.overwrite && (await shelf.has(to))) {
              throw new ServiceError('STORAGE_FILE_EXIST', `storage file exists: ${to}`)
            }
            if (!(await shelf.copy(from, to))) throw nonexistent(from)
            if (file.remove_original) await shelf.remove(from)
            return { code: 'SUCCESS', fileId: fileIds.of(to) }
          }),
        ),
      )
      return { data: { copy_list } }
    },

    // Who may read which file is a matter of the bucket's rules, which are not modelled: functions may read all.
    'storage.getFileAuthority'(request) {
      const { fileList } = parse(authorityParams, request)
      const data = fileList.map(({ path }) => ({
        path,
        cosFileId: Buffer.from(path.startsWith('cloud://') ? path : fileIds.of(path)).toString(
          'base64',
        ),
        read: true,
      }))
      return { data }
    },
  }
}

function nonexistent(file: string) {
  return new ServiceError('STORAGE_FILE_NONEXIST', `storage file not exist: ${file}`)
}

async function perFile<T extends object>(
  onFault: object,
  work: () => Promise<T>,
): Promise<T | { code: string; message: string }> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { ...onFault, code: error.code, message: error.message }
  }
}

function parse<T extends v.GenericSchema>(schema: T, request: WireRequest): v.InferOutput<T> {
  const result = v.safeParse(schema, request.params)
  if (result.success) return result.output
  const [issue] = result.issues
  throw new ServiceError(
    'INVALID_PARAM',
    `${v.getDotPath(issue) ?? request.action}: ${issue.message}`,
  )
}
