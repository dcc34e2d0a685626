import { parse } from 'protobufjs'
import * as v from 'valibot'
import { ServiceError } from '../errors'
import { type Answer, Binary } from './call'
import type { WxError } from './wx-error'

/** The messages of `wx.openApi`, with the field numbers of wx-server-sdk 4.0.2 `protobuf/openapi` [code]. */
const { root } = parse(`
  syntax = "proto3";

  message KeyValuePair { string key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
  message OpenApiData { repeated KeyValuePair pairs = 1; }
  message SvrkitApiData { string apiName = 1; bytes reqData = 2; }
  message CommApiData {
    int32 apiType = 1;
    OpenApiData openapiData = 2;
    SvrkitApiData svrkitData = 4;
    string appid = 6;
  }
  message CommOpenApiResp {
    bytes respData = 1;
    string contentType = 2;
    int32 errorCode = 3;
    uint32 httpCode = 4;
    int32 svrkitErrorCode = 6;
  }

  message ApiGetOpenDataByCloudIdReq { repeated string cloudidList = 2; string appid = 3; }
  message OpDataItem { string cloudId = 1; string json = 2; }
  message ApiGetOpenDataByCloudIdResp { repeated OpDataItem dataList = 1; }
`)

const commApiData = root.lookupType('CommApiData')
const commOpenApiResp = root.lookupType('CommOpenApiResp')
const openDataRequest = root.lookupType('ApiGetOpenDataByCloudIdReq')
const openDataResponse = root.lookupType('ApiGetOpenDataByCloudIdResp')

const bytes = v.instance(Uint8Array)
const requestSchema = v.object({
  openapiData: v.nullish(
    v.object({
      pairs: v.array(v.object({ key: v.string(), value: bytes, filename: v.string() })),
    }),
  ),
  svrkitData: v.nullish(v.object({ apiName: v.string(), reqData: bytes })),
})

/** The `requestData` of `wx.openApi`: named JSON values, or the bytes of an internal call. */
export type Request =
  | { kind: 'openApi'; input: Record<string, unknown> }
  | { kind: 'svrkit'; apiName: string; bytes: Uint8Array }

/** Throws `ServiceError('INVALID_PARAM')` when `data` is not what wx-server-sdk sends. */
export function decodeRequest(data: unknown): Request {
  if (!(data instanceof Uint8Array)) {
    throw new ServiceError('INVALID_PARAM', 'wx.openApi: requestData must be bytes')
  }
  try {
    const message = commApiData.toObject(commApiData.decode(data), { defaults: true, arrays: true })
    const { openapiData, svrkitData } = v.parse(requestSchema, message)
    if (svrkitData) {
      return { kind: 'svrkit', apiName: svrkitData.apiName, bytes: svrkitData.reqData }
    }
    const pairs = openapiData?.pairs ?? []
    return {
      kind: 'openApi',
      input: Object.fromEntries(pairs.map((pair) => [pair.key, value(pair)])),
    }
  } catch (error) {
    throw new ServiceError('INVALID_PARAM', `wx.openApi: requestData cannot be read: ${error}`)
  }
}

/** Media travel as bytes with a file name, everything else as JSON [code, param-converter]. */
function value(pair: { value: Uint8Array; filename: string }): unknown {
  if (pair.filename !== '') return pair.value
  return JSON.parse(Buffer.from(pair.value).toString())
}

export function encodeAnswer(answer: Answer): Buffer {
  if (answer instanceof Binary) return encodeReply(answer.bytes, answer.contentType)
  return encodeJson({ errcode: 0, errmsg: 'ok', ...answer })
}

export function encodeError(error: WxError): Buffer {
  return encodeJson(error)
}

function encodeJson(value: unknown): Buffer {
  return encodeReply(Buffer.from(JSON.stringify(value)), 'application/json; charset=utf-8')
}

function encodeReply(respData: Uint8Array, contentType: string): Buffer {
  return Buffer.from(commOpenApiResp.encode({ respData, contentType, httpCode: 200 }).finish())
}

/** The cloudIDs that `cloud.getOpenData({list})` asks for. */
export function decodeOpenDataRequest(data: Uint8Array): string[] {
  const schema = v.object({ cloudidList: v.array(v.string()) })
  return v.parse(schema, openDataRequest.toObject(openDataRequest.decode(data), { arrays: true }))
    .cloudidList
}

/** `list` in the order asked for. */
export function encodeOpenDataReply(list: { cloudID: string }[]): Buffer {
  const dataList = list.map((item) => ({ cloudId: item.cloudID, json: JSON.stringify(item) }))
  const reply = openDataResponse.encode({ dataList }).finish()
  return encodeReply(reply, 'application/octet-stream')
}
