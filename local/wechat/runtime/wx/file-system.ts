import { ApiFailure, syncFailure } from './apis'
import type { WxContext } from './context'
import { decode, encode } from './file-encoding'
import { type Files, USER_DATA_PATH } from './files'
import type { Shape } from './parameters'

/** WeChat's numbers for what goes wrong with files. */
const ERRORS = {
  missing: 1_300_002,
  exists: 1_301_005,
  denied: 1_300_013,
  notEmpty: 1_300_066,
  isDirectory: 1_300_021,
}

const missing = (path: string) =>
  new ApiFailure(`no such file or directory ${path}`, {
    errno: ERRORS.missing,
    errCode: ERRORS.missing,
  })

const denied = (operation: string, path: string) =>
  new ApiFailure(`permission denied, ${operation} ${path}`, {
    errno: ERRORS.denied,
    errCode: ERRORS.denied,
  })

interface Operation {
  required: Shape
  optional?: Shape
  /** Parameters of the synchronous form, in order. */
  order: readonly string[]
  run(options: Record<string, unknown>): unknown
  /** What of the result the synchronous form returns. */
  returns?: string
}

/** Where a mini-program may write: below the user's folder. */
function writable(operation: string, path: string): void {
  if (!path.startsWith(`${USER_DATA_PATH}/`)) throw denied(operation, path)
}

/** The folder of a path must be there. */
function parentOf(files: Files, path: string): void {
  const folder = path.slice(0, path.lastIndexOf('/'))
  if (!files.get(folder)?.isDirectory) throw missing(path)
}

function operations(files: Files): Record<string, Operation> {
  const existing = (path: string) => {
    const file = files.get(path)
    if (!file) throw missing(path)
    return file
  }
  const readable = (path: string) => {
    const file = existing(path)
    if (file.isDirectory) {
      throw new ApiFailure(`illegal operation on a directory, open ${path}`, {
        errno: ERRORS.isDirectory,
        errCode: ERRORS.isDirectory,
      })
    }
    return file
  }
  const write = (path: string, bytes: Uint8Array) => {
    writable('open', path)
    parentOf(files, path)
    files.put(path, bytes)
  }
  const path = (options: Record<string, unknown>, name: string) => String(options[name])
  return {
    access: {
      required: { path: 'String' },
      order: ['path'],
      run: (options) => void existing(path(options, 'path')),
    },
    readFile: {
      required: { filePath: 'String' },
      optional: { encoding: 'String', position: 'Number', length: 'Number' },
      order: ['filePath', 'encoding', 'position', 'length'],
      returns: 'data',
      run: (options) => {
        const { bytes } = readable(path(options, 'filePath'))
        const from = Number(options.position ?? 0)
        const to = options.length === undefined ? bytes.length : from + Number(options.length)
        return { data: decode(bytes.subarray(from, to), options.encoding) }
      },
    },
    writeFile: {
      required: { filePath: 'String', data: ['String', 'ArrayBuffer'] },
      optional: { encoding: 'String' },
      order: ['filePath', 'data', 'encoding'],
      run: (options) => write(path(options, 'filePath'), encode(options.data, options.encoding)),
    },
    appendFile: {
      required: { filePath: 'String', data: ['String', 'ArrayBuffer'] },
      optional: { encoding: 'String' },
      order: ['filePath', 'data', 'encoding'],
      run: (options) => {
        const { bytes } = readable(path(options, 'filePath'))
        const more = encode(options.data, options.encoding)
        write(path(options, 'filePath'), new Uint8Array([...bytes, ...more]))
      },
    },
    copyFile: {
      required: { srcPath: 'String', destPath: 'String' },
      order: ['srcPath', 'destPath'],
      run: (options) => write(path(options, 'destPath'), readable(path(options, 'srcPath')).bytes),
    },
    rename: {
      required: { oldPath: 'String', newPath: 'String' },
      order: ['oldPath', 'newPath'],
      run: (options) => {
        const from = path(options, 'oldPath')
        writable('rename', from)
        write(path(options, 'newPath'), readable(from).bytes)
        files.remove(from)
      },
    },
    unlink: {
      required: { filePath: 'String' },
      order: ['filePath'],
      run: (options) => {
        const file = path(options, 'filePath')
        readable(file)
        files.remove(file)
      },
    },
    stat: {
      required: { path: 'String' },
      order: ['path'],
      returns: 'stats',
      run: (options) => {
        const file = existing(path(options, 'path'))
        const seconds = Math.floor(file.modified / 1000)
        return {
          stats: {
            mode: file.isDirectory ? 16_877 : 33_188,
            size: file.bytes.length,
            lastAccessedTime: seconds,
            lastModifiedTime: seconds,
            isDirectory: () => file.isDirectory,
            isFile: () => !file.isDirectory,
          },
        }
      },
    },
    mkdir: {
      required: { dirPath: 'String' },
      optional: { recursive: 'Boolean' },
      order: ['dirPath', 'recursive'],
      run: (options) => {
        const folder = path(options, 'dirPath').replace(/\/$/, '')
        writable('mkdir', folder)
        if (files.get(folder)) {
          if (options.recursive === true) return
          throw new ApiFailure(`file already exists ${folder}`, {
            errno: ERRORS.exists,
            errCode: ERRORS.exists,
          })
        }
        if (options.recursive !== true) parentOf(files, folder)
        const steps = folder.slice(USER_DATA_PATH.length + 1).split('/')
        steps.forEach((_, index) => {
          const step = `${USER_DATA_PATH}/${steps.slice(0, index + 1).join('/')}`
          if (!files.get(step)) files.putDirectory(step)
        })
      },
    },
    readdir: {
      required: { dirPath: 'String' },
      order: ['dirPath'],
      returns: 'files',
      run: (options) => {
        const folder = path(options, 'dirPath').replace(/\/$/, '')
        if (!existing(folder).isDirectory) throw new ApiFailure(`not a directory ${folder}`)
        const names = files.below(folder).map((below) => below.slice(folder.length + 1))
        return { files: [...new Set(names.map((name) => name.split('/')[0] ?? ''))].sort() }
      },
    },
    rmdir: {
      required: { dirPath: 'String' },
      optional: { recursive: 'Boolean' },
      order: ['dirPath', 'recursive'],
      run: (options) => {
        const folder = path(options, 'dirPath').replace(/\/$/, '')
        writable('rmdir', folder)
        existing(folder)
        const below = files.below(folder)
        if (below.length > 0 && options.recursive !== true) {
          throw new ApiFailure(`directory not empty ${folder}`, {
            errno: ERRORS.notEmpty,
            errCode: ERRORS.notEmpty,
          })
        }
        for (const each of [...below, folder]) files.remove(each)
      },
    },
    saveFile: {
      required: { tempFilePath: 'String' },
      optional: { filePath: 'String' },
      order: ['tempFilePath', 'filePath'],
      returns: 'savedFilePath',
      run: (options) => {
        const from = path(options, 'tempFilePath')
        const { bytes } = readable(from)
        const to =
          typeof options.filePath === 'string' ? options.filePath : files.newSavedPath(from)
        if (typeof options.filePath === 'string') write(to, bytes)
        else files.put(to, bytes)
        files.remove(from)
        return { savedFilePath: to }
      },
    },
  }
}

/** `wx.getFileSystemManager()` and the older calls beside it. */
export function defineFileSystem({ apis, files }: WxContext): void {
  const manager: Record<string, unknown> = {}
  for (const [name, operation] of Object.entries(operations(files))) {
    manager[name] = apis.makeAsync(name, {
      required: operation.required,
      optional: operation.optional ?? {},
      run: (options) => operation.run(options),
    })
    manager[`${name}Sync`] = (...given: unknown[]) => {
      const options = Object.fromEntries(operation.order.map((key, index) => [key, given[index]]))
      try {
        const result = operation.run(options) as Record<string, unknown> | undefined
        return operation.returns === undefined ? undefined : result?.[operation.returns]
      } catch (error) {
        throw error instanceof ApiFailure
          ? syncFailure(`${name}Sync`, error.reason, error.details)
          : error
      }
    }
  }
  const info = ({ filePath }: { filePath: string }) => {
    const bytes = files.bytes(filePath)
    if (!bytes) throw new ApiFailure("file doesn't exist")
    return { size: bytes.length }
  }
  const savedList = () => ({
    fileList: files.savedFiles().map((filePath) => ({
      filePath,
      size: files.bytes(filePath)?.length ?? 0,
      createTime: Math.floor((files.get(filePath)?.modified ?? 0) / 1000),
    })),
  })
  const removeSaved = ({ filePath }: { filePath: string }) => {
    if (!files.get(filePath)) throw missing(filePath)
    files.remove(filePath)
  }
  for (const [name, api] of Object.entries({
    getFileInfo: { required: { filePath: 'String' } as const, returns: ['size'], run: info },
    getSavedFileList: { returns: ['fileList'], run: savedList },
    removeSavedFile: { required: { filePath: 'String' } as const, run: removeSaved },
  })) {
    const made = apis.makeAsync(name, api as Parameters<typeof apis.makeAsync>[1])
    manager[name] = made
    apis.define(name, made, ['filePath'], 'returns' in api ? api.returns : [])
  }
  apis.define('saveFile', manager.saveFile, ['tempFilePath'], ['savedFilePath'])
  apis.define('getFileSystemManager', () => manager)
  apis.define('env', { USER_DATA_PATH })
}
