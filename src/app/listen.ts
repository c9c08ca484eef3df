import type { FastifyInstance } from 'fastify';
import { CannotStart } from '#platform/problem';

export async function listen(app: FastifyInstance, host: string, port: number, setting: string): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'EADDRINUSE')
      throw new CannotStart(`Port ${port} sudah dipakai program lain. Hentikan program itu, atau pilih port lain: ${setting}=… npm start`);
    if (code === 'EACCES') throw new CannotStart(`Port ${port} tidak boleh dipakai akun ini. Pilih port di atas 1023: ${setting}=… npm start`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new CannotStart(`Alamat HOST=${host} tidak ada di mesin ini.`);
    throw error;
  }
}

const grace_ms = 10_000;

/** What is in hand is answered, new requests are not taken; after the grace the lines are cut. */
export async function closeGently(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), grace_ms);
  await app.close();
  clearTimeout(cut);
}
