import type { Locator, Page } from 'playwright-core';

import { focusFaults, stopsUntil } from './keyboard-walk.ts';

/** How somebody works a page: what is done with a link, a button, a field. */
export interface Hand {
  /** Follows a link, presses a button, opens what is folded. */
  use(thing: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  /** Chooses the option that reads so. */
  choose(field: Locator, option: string): Promise<void>;
  /** Ticks a box, or picks one of few. */
  mark(box: Locator): Promise<void>;
  /** A date or a time of day, as the field's value. */
  date(field: Locator, value: string): Promise<void>;
  /** Moves what a handle belongs to one place up its list. */
  lift(handle: Locator): Promise<void>;
}

/** With a mouse, or a finger. */
export function pointerOn(page: Page): Hand {
  return {
    use: async (thing) => thing.click(),
    write: async (field, text) => field.fill(text),
    choose: async (field, option) => void (await field.selectOption({ label: option })),
    mark: async (box) => box.check(),
    date: async (field, value) => field.fill(value),
    lift: async (handle) => {
      await handle.scrollIntoViewIfNeeded();
      const { x = 0, y = 0, width = 0, height = 0 } = (await handle.boundingBox()) ?? {};
      const above = await handle.locator('xpath=ancestor::li/preceding-sibling::li[1]').boundingBox();
      const [middle, from] = [x + width / 2, y + height / 2];
      await page.mouse.move(middle, from);
      await page.mouse.down();
      await page.mouse.move(middle, (above?.y ?? from) + 4, { steps: 8 });
      await page.mouse.up();
    },
  };
}

const mostSteps = 400;

const isOn = async (thing: Locator) => thing.evaluate((element) => element === element.ownerDocument.activeElement);

/** With the keyboard alone: whatever is not reached by Tab, or cannot be worked from there, does not work. */
export function keyboardOn(page: Page): Hand {
  const press = async (key: string) => page.keyboard.press(key);

  async function reach(thing: Locator): Promise<void> {
    await thing.waitFor();
    for (let left = await stopsUntil(page, thing); left > 0; left -= 1) await press('Tab');
    for (let step = 0; step < mostSteps; step += 1) {
      if (await isOn(thing)) return hold(thing);
      await press('Tab');
    }
    throw new Error(`the keyboard does not reach ${String(thing)}`);
  }

  /** Whoever is there sees it. */
  async function hold(thing: Locator): Promise<void> {
    const faults = await focusFaults(page);
    if (faults.length > 0) throw new Error(`${String(thing)}: ${faults.join('; ')}`);
  }

  /** One of few is reached as a group: the arrows go through it. */
  async function reachRadio(radio: Locator): Promise<void> {
    await radio.waitFor();
    const isInGroup = async () =>
      radio.evaluate((element) => {
        const on = element.ownerDocument.activeElement;
        return on?.getAttribute('type') === 'radio' && on.getAttribute('name') === element.getAttribute('name');
      });
    for (let step = 0; step < mostSteps && !(await isInGroup()); step += 1) await press('Tab');
    for (let step = 0; step < mostSteps && !(await isOn(radio)); step += 1) await press('ArrowDown');
    if (!(await isOn(radio))) throw new Error(`the keyboard does not reach ${String(radio)}`);
  }

  return {
    use: async (thing) => {
      await reach(thing);
      await press('Enter');
    },
    write: async (field, text) => {
      await reach(field);
      await press('ControlOrMeta+a');
      await page.keyboard.insertText(text);
    },
    choose: async (field, option) => {
      await reach(field);
      await press('Home');
      const read = async () => field.locator('option:checked').innerText();
      for (let step = 0; step < mostSteps && (await read()) !== option; step += 1) await press('ArrowDown');
      if ((await read()) !== option) throw new Error(`the keyboard does not choose ${option}`);
    },
    mark: async (box) => {
      const isRadio = (await box.getAttribute('type')) === 'radio';
      await (isRadio ? reachRadio(box) : reach(box));
      if (!(await box.isChecked())) await press('Space');
    },
    lift: async (handle) => {
      await reach(handle);
      await press('ArrowUp');
    },
    date: async (field, value) => {
      await reach(field);
      for (const key of keysOf(value)) await press(key);
      const stands = await field.inputValue();
      if (stands !== value) throw new Error(`the keyboard wrote ${stands} and not ${value}`);
    },
  };
}

const two = (part: number) => String(part).padStart(2, '0');

/** What is typed into the parts of a date or of a time, in the order in which this browser shows them: month first, and hours to twelve. */
function keysOf(value: string): string[] {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  if (year !== '') return Array.from(month + day + year);
  const [hours = 0, minutes = 0] = value.split(':').map(Number);
  return Array.from(`${two(hours % 12 === 0 ? 12 : hours % 12)}${two(minutes)}${hours < 12 ? 'a' : 'p'}`);
}
