import type { Clock } from '../clock'
import type { Service } from '../service'
import { storageActions } from './actions'
import { createAddresses } from './address'
import { downloadRoutes } from './download'
import { createFileIds } from './file-id'
import { localFileRoutes } from './local-routes'
import { openShelf } from './shelf'
import { uploadRoutes } from './upload'

export interface StorageOptions {
  /** A folder of the storage's own, made if missing. Without it, or with `memory`, files last until `stop`. */
  directory?: string
  memory?: boolean
  clock: Clock
  envId: string
  /** Where this machine is reached, without a path: `http://127.0.0.1:1234`. Asked for each address. */
  endpoint: () => string
}

/** Cloud storage: the SDKs' actions, the object store they upload to and download from, and `/_local` routes. */
export function createStorage({
  directory,
  memory,
  clock,
  envId,
  endpoint,
}: StorageOptions): Service {
  const shelf = openShelf(memory ? undefined : directory)
  const fileIds = createFileIds(envId)
  const addresses = createAddresses(shelf.secret, endpoint)

  return {
    actions: storageActions(fileIds, addresses, shelf, clock),
    routes: [
      ...uploadRoutes(addresses, shelf, clock),
      ...downloadRoutes(addresses, shelf, clock),
      ...localFileRoutes(fileIds, shelf),
    ],
    reset: () => shelf.clear(),
    stop: () => shelf.close(),
  }
}
