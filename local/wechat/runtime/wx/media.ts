import { ApiFailure } from './apis'
import { requireScope } from './authorization'
import type { WxContext } from './context'

const IMAGE = /\.(png|jpe?g|gif|webp|bmp)$/i
const VIDEO = /\.(mp4|mov|m4v|webm)$/i

/** Most files of one chooseMessageFile, and of one chooseMedia. */
const MOST_FILES = 100
const MOST_MEDIA = 20

const kindOf = (name: string) => (IMAGE.test(name) ? 'image' : VIDEO.test(name) ? 'video' : 'file')

/** What an `<input type=file>` accepts for a list of extensions or a kind. */
function acceptOf(extensions: readonly unknown[] | undefined, kind: string): string {
  if (extensions && extensions.length > 0) {
    return extensions.map((each) => `.${String(each).replace(/^\./, '')}`).join(',')
  }
  return kind === 'image' ? 'image/*' : kind === 'video' ? 'video/*' : ''
}

/** Choosing files, pictures and documents, and showing them. */
export function defineMedia(context: WxContext): void {
  const { apis, shell, files, runtime } = context

  apis.async('chooseMessageFile', {
    required: { count: 'Number' },
    optional: { type: 'String', extension: 'Array' },
    returns: ['tempFiles'],
    run: async ({ count, type = 'all', extension }) => {
      if (count > MOST_FILES) throw new ApiFailure(`count should not be larger than ${MOST_FILES}`)
      await context.privacy.require('chooseMessageFile')
      // WeChat looks at `extension` only when the kind is `file`.
      const accept = acceptOf(type === 'file' ? extension : undefined, type)
      const { files: chosen } = await shell.sheets.files(count, accept)
      if (!chosen) throw new ApiFailure('cancel')
      return {
        tempFiles: chosen.slice(0, count).map((file) => {
          const path = files.addBase64(file)
          const size = files.bytes(path)?.length ?? 0
          return {
            path,
            size,
            name: file.name,
            type: kindOf(file.name),
            time: Math.floor(Date.now() / 1000),
          }
        }),
      }
    },
  })

  async function chosenMedia(api: string, count: number, accept: string) {
    await context.privacy.require(api)
    const { files: chosen } = await shell.sheets.media(count, accept)
    if (!chosen) throw new ApiFailure('cancel')
    return Promise.all(
      chosen.slice(0, count).map(async (file) => {
        const path = files.addBase64(file)
        const isVideo = VIDEO.test(file.name)
        const { width, height } = isVideo ? { width: 0, height: 0 } : await sizeOf(path)
        return {
          tempFilePath: path,
          size: files.bytes(path)?.length ?? 0,
          fileType: isVideo ? 'video' : 'image',
          width,
          height,
          ...(isVideo ? { duration: 0, thumbTempFilePath: '' } : {}),
        }
      }),
    )
  }

  async function sizeOf(source: string): Promise<{ width: number; height: number }> {
    const image = new Image()
    image.src = runtime.assetUrl(source, runtime.router.top?.path ?? '')
    try {
      await image.decode()
    } catch {
      throw new ApiFailure(`download image fail. reason: cannot decode ${source}`)
    }
    return { width: image.naturalWidth, height: image.naturalHeight }
  }

  apis.async('chooseMedia', {
    optional: {
      count: 'Number',
      mediaType: 'Array',
      sourceType: 'Array',
      sizeType: 'Array',
      maxDuration: 'Number',
      camera: 'String',
    },
    returns: ['tempFiles', 'type'],
    run: async ({ count = 9, mediaType = ['image', 'video'] }) => {
      if (count > MOST_MEDIA) throw new ApiFailure(`count should not be larger than ${MOST_MEDIA}`)
      const accept = mediaType
        .map((kind) => (kind === 'mix' ? 'image/*,video/*' : `${kind}/*`))
        .join(',')
      const tempFiles = await chosenMedia('chooseMedia', count, accept)
      const kinds = new Set(tempFiles.map(({ fileType }) => fileType))
      return { tempFiles, type: kinds.size > 1 ? 'mix' : ([...kinds][0] ?? 'image') }
    },
  })
  apis.async('chooseImage', {
    optional: { count: 'Number', sizeType: 'Array', sourceType: 'Array' },
    returns: ['tempFilePaths', 'tempFiles'],
    run: async ({ count = 9 }) => {
      const chosen = await chosenMedia('chooseImage', count, 'image/*')
      return {
        tempFilePaths: chosen.map(({ tempFilePath }) => tempFilePath),
        tempFiles: chosen.map(({ tempFilePath, size }) => ({ path: tempFilePath, size })),
      }
    },
  })
  apis.async('getImageInfo', {
    required: { src: 'String' },
    returns: ['width', 'height', 'path', 'orientation', 'type'],
    run: async ({ src }) => ({
      ...(await sizeOf(src)),
      path: src,
      orientation: 'up',
      type: (IMAGE.exec(src)?.[1] ?? 'unknown').toLowerCase().replace('jpg', 'jpeg'),
    }),
  })
  apis.async('compressImage', {
    required: { src: 'String' },
    optional: { quality: 'Number', compressedWidth: 'Number', compressedHeight: 'Number' },
    returns: ['tempFilePath'],
    run: async ({ src, quality = 80, compressedWidth, compressedHeight }) => {
      const image = new Image()
      image.src = runtime.assetUrl(src, runtime.router.top?.path ?? '')
      await image.decode().catch(() => {
        throw new ApiFailure(`file not found ${src}`)
      })
      const ratio = image.naturalHeight / image.naturalWidth
      const width =
        compressedWidth ?? (compressedHeight ? compressedHeight / ratio : image.naturalWidth)
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(width)
      canvas.height = Math.round(compressedHeight ?? width * ratio)
      canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
      return { tempFilePath: await saved(canvas, 'image/jpeg', quality / 100, 'compressed.jpg') }
    },
  })

  function saved(canvas: HTMLCanvasElement, type: string, quality: number, name: string) {
    return new Promise<string>((resolve, reject) => {
      canvas.toBlob(
        async (blob) => {
          if (!blob) return reject(new ApiFailure('fail canvas is empty'))
          resolve(files.addTemporary(new Uint8Array(await blob.arrayBuffer()), name))
        },
        type,
        quality,
      )
    })
  }

  apis.async('canvasToTempFilePath', {
    optional: {
      canvas: 'Any',
      canvasId: 'String',
      fileType: 'String',
      quality: 'Number',
      x: 'Number',
      y: 'Number',
      width: 'Number',
      height: 'Number',
      destWidth: 'Number',
      destHeight: 'Number',
    },
    returns: ['tempFilePath'],
    run: ({ canvas, fileType = 'png', quality = 1, ...part }) => {
      const drawing = canvas as HTMLCanvasElement | undefined
      if (typeof drawing?.toBlob !== 'function') throw new ApiFailure('fail canvas is empty')
      const type = fileType === 'jpg' ? 'image/jpeg' : 'image/png'
      return saved(cut(drawing, part), type, quality, `canvas.${fileType}`).then(
        (tempFilePath) => ({
          tempFilePath,
        }),
      )
    },
  })
  apis.define(
    'createOffscreenCanvas',
    (given?: { width?: number; height?: number } | null) => {
      const { width = 300, height = 150 } = given ?? {}
      const canvas = document.createElement('canvas')
      return Object.assign(canvas, {
        width,
        height,
        createImage: () => new Image(),
      })
    },
    ['type', 'width', 'height'],
  )
  apis.async('saveImageToPhotosAlbum', {
    required: { filePath: 'String' },
    run: async ({ filePath }) => {
      if (!files.bytes(filePath)) throw new ApiFailure('file not found')
      await requireScope(context, 'scope.writePhotosAlbum')
    },
  })

  const page = () => runtime.router.top?.path ?? ''
  apis.async('previewImage', {
    required: { urls: 'Array' },
    optional: { current: ['String', 'Number'], showmenu: 'Boolean' },
    run: ({ urls, current }) => {
      if (urls.length === 0) {
        throw new ApiFailure('parameter error: parameter.urls should have at least 1 item;')
      }
      const sources = urls.map(String)
      const index = typeof current === 'number' ? current : sources.indexOf(current ?? '')
      shell.previewImage({
        urls: sources.map((source) => runtime.assetUrl(source, page())),
        current: Math.max(0, index),
      })
    },
  })
  apis.async('previewMedia', {
    required: { sources: 'Array' },
    optional: { current: 'Number' },
    run: ({ sources, current = 0 }) => {
      const pictures = sources as { url: string }[]
      shell.previewImage({
        urls: pictures.map(({ url }) => runtime.assetUrl(url, page())),
        current,
      })
    },
  })

  const DOCUMENTS = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf']
  apis.async('openDocument', {
    required: { filePath: 'String' },
    optional: { fileType: 'String', showMenu: 'Boolean' },
    run: ({ filePath, fileType }) => {
      const bytes = files.bytes(filePath)
      if (!bytes) throw new ApiFailure(`file doesn't exist`)
      const name = filePath.split('/').at(-1) ?? filePath
      const type = (fileType ?? /\.(\w+)$/.exec(name)?.[1] ?? '').toLowerCase()
      if (!DOCUMENTS.includes(type)) throw new ApiFailure('filetype not supported')
      const url = files.url(filePath, type === 'pdf' ? 'application/pdf' : '') ?? ''
      shell.openDocument({ name, type, bytes: bytes.length, url })
    },
  })
}

interface Part {
  x?: number
  y?: number
  width?: number
  height?: number
  destWidth?: number
  destHeight?: number
}

/** A part of a drawing in its own pixels, in the size it is wanted in; by default all of it as it is. */
function cut(drawing: HTMLCanvasElement, part: Part): HTMLCanvasElement {
  const { x = 0, y = 0 } = part
  const { width = drawing.width - x, height = drawing.height - y } = part
  const { destWidth = width, destHeight = height } = part
  const canvas = document.createElement('canvas')
  canvas.width = destWidth
  canvas.height = destHeight
  canvas.getContext('2d')?.drawImage(drawing, x, y, width, height, 0, 0, destWidth, destHeight)
  return canvas
}
