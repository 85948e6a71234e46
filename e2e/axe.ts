import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Axe finds nothing against a page.
 *
 * @param screen how what is seen is called, where something is found
 */
export async function expectAccessible(page: Page, screen?: string): Promise<void> {
  // Our pages have no frames: without this, a page is opened each time to put their findings together.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
  expect(found, screen).toEqual([]);
}
