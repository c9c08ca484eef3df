import { randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, ContentInfo, MessageImprint, PKIStatus, SignedData, TimeStampReq, TimeStampResp, TSTInfo } from 'pkijs';
import { SigningFault } from './signer.ts';

const sha256Oid = '2.16.840.1.101.3.4.2.1';
const patience_ms = 10_000;
const most_bytes = 100_000;

async function ask(url: string, request: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: request,
      signal: AbortSignal.timeout(patience_ms),
      redirect: 'error',
    });
    if (!answer.ok) throw new SigningFault('unreachable');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > most_bytes) throw new SigningFault('garbled');
    return bytes;
  } catch (error) {
    if (error instanceof SigningFault) throw error;
    throw new SigningFault((error as Error).name === 'TimeoutError' ? 'slow' : 'unreachable');
  }
}

/** The token of a time-stamp authority (RFC 3161) for this hash: it is for our hash and our question, or it is none. */
export async function stampOf(hash: Uint8Array<ArrayBuffer>, url: string): Promise<ReturnType<ContentInfo['toSchema']>> {
  const nonce = new asn1js.Integer({ valueHex: new Uint8Array([0x01, ...randomBytes(8)]) });
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: hash }),
    }),
    nonce,
    certReq: true,
  });
  const bytes = await ask(url, request.toSchema().toBER());
  try {
    const answer = TimeStampResp.fromBER(bytes);
    const granted = answer.status.status === PKIStatus.granted || answer.status.status === PKIStatus.grantedWithMods;
    if (!granted || !answer.timeStampToken) throw new SigningFault('not-signed');
    const signed = new SignedData({ schema: answer.timeStampToken.content });
    const info = TSTInfo.fromBER(signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0));
    const isOurs = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView).equals(Buffer.from(hash));
    if (!isOurs || !info.nonce?.isEqual(nonce)) throw new SigningFault('garbled');
    return answer.timeStampToken.toSchema();
  } catch (error) {
    throw error instanceof SigningFault ? error : new SigningFault('garbled');
  }
}
