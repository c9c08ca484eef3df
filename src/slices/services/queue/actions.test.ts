import { describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { inTransaction, testCtx, testDatabase } from '#test/db';
import { findApplication } from '../applications/store.ts';
import { make } from '../testing.ts';

const database = testDatabase();

describe('a case from arrival to decision', () => {
  test('a granted case has a number and a code, and its officer', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await directory.home(ctx);
      const unit = await directory.unit(ctx);
      const officer = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
      const service = await make.service(ctx, { unitId: unit.id });
      const { id, ticket } = await make.decided(ctx, { service, officer: officer.actor });
      const row = await findApplication(tx, id);
      expect(row).toMatchObject({ state: 'granted', ticket, result_number: `${ticket}/H`, officer_id: officer.personId });
    });
  });
});
