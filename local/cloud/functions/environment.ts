import type { FunctionDefinition } from './definition'

/** Who calls a function, as the platform knows it. */
export interface Identity {
  openid?: string | undefined
  unionid?: string | undefined
  appid?: string | undefined
  clientIp?: string | undefined
  /** The way the call took: `wx_client` (default), `wx_client,scf`, `wx_trigger` for timers [doc]. */
  source?: string | undefined
}

/** What is the same for all functions of an environment. */
export interface Surroundings {
  envId: string
  credentials: { secretId: string; secretKey: string }
  /** Address of the gateway, such as `http://127.0.0.1:1234/admin`. */
  endpoint: () => string
}

/** `TCB_SOURCE` of a call by a timer [doc]. */
const TIMER_SOURCE = 'wx_trigger'

/** Variables an instance has from its start. The SDKs read all of them on each request [code]. */
export function environmentOfInstance(
  { envId, credentials }: Surroundings,
  { envVariables }: FunctionDefinition,
): Record<string, string> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: credentials.secretId,
    TENCENTCLOUD_SECRETKEY: credentials.secretKey,
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    SCF_NAMESPACE: envId,
    TCB_ENV: envId,
    ...envVariables,
  }
}

/**
 * Variables of one call. The SDKs send `<TCB_SEQID>-<hex time>_<hex count>` as `seqId` in the URL of every
 * request [code, node-sdk tracing], so what stands before the last hyphen names the invocation.
 */
export function environmentOfCall(
  { envId, endpoint }: Surroundings,
  identity: Identity,
  requestId: string,
): Record<string, string> {
  const source = identity.source ?? 'wx_client'
  const byTimer = source.startsWith(TIMER_SOURCE)
  const wx = given({
    WX_OPENID: identity.openid,
    WX_APPID: identity.appid,
    WX_UNIONID: identity.unionid,
    WX_CLIENTIP: identity.clientIp ?? (byTimer ? undefined : '127.0.0.1'),
    WX_API_TOKEN: byTimer ? undefined : 'local',
    WX_TRIGGER_API_TOKEN_V0: byTimer ? 'local' : undefined,
  })
  const tcb = {
    TCB_ENV: envId,
    TCB_SEQID: requestId,
    TCB_TRACELOG: '',
    TCB_SOURCE: source,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: endpoint() }),
  }
  return {
    ...wx,
    WX_CONTEXT_KEYS: Object.keys(wx).join(','),
    ...tcb,
    TCB_CONTEXT_KEYS: Object.keys(tcb).join(','),
    TRIGGER_SRC: byTimer ? 'timer' : 'tcb',
  }
}

/** The `context` argument of a handler [code, the SDK's IContextParam and its tests]. */
export function contextOfCall(
  definition: FunctionDefinition,
  envId: string,
  environment: Record<string, string>,
  requestId: string,
): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: true,
    memory_limit_in_mb: definition.memorySize,
    time_limit_in_ms: definition.timeout * 1000,
    request_id: requestId,
    environ: Object.entries(environment)
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
    environment: JSON.stringify(environment),
    function_version: '$LATEST',
    function_name: definition.name,
    namespace: envId,
  }
}

function given(variables: Record<string, string | undefined>): Record<string, string> {
  const known = Object.entries(variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(known)
}
