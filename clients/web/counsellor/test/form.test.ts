/** How rooms end at the desk: ten seconds to take it back, the form, the minutes after it; through reloads and outages. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import { isOf, readForm, ticked } from '@samtale/staff/form-text';
import { secondsToUndo } from '../src/form-desk.ts';
import { back, bytes, idOf, kept, opened, person, resumed, shifted, type Made } from './a-desk.ts';

const FORM = 'topic*: pool, else; age: 13-15, o20; met=Møtt før?: yes=Ja, no=Nei';
const ROOM = idOf(1);
const registered = (more: Partial<Extract<DownFrame, { type: 'registered' }>> = {}): DownFrame => ({
	type: 'registered',
	room: bytes(16, 1),
	counted: 0,
	wrap_left: 0,
	more: 0,
	form: FORM,
	ticks: [],
	...more,
});
const ended = (reason = 'counsellor'): DownFrame => ({ type: 'ended', room: bytes(16, 1), reason });
const sent = ({ env }: Made, type: UpFrame['type']): UpFrame[] =>
	env.last.sent.filter((frame) => frame.type === type);
const formOf = ({ desk }: Made) => desk.forms.state.value[ROOM];

function talking(what = kept()): Made {
	const made = back(what);
	made.down(resumed(1), person, shifted(0, 'resumed', 1), opened(1));
	return made;
}
const later = (ms: number): void => void vi.advanceTimersByTime(ms);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

describe('a form', () => {
	test('is read with its labels, every topic of the pool, and the question that is in each', () => {
		const [topic, age, met, kind] = readForm(FORM, ['love', 'body']);
		expect(topic).toMatchObject({ word: 'topic', many: true });
		expect(topic?.answers.map(({ word }) => word)).toEqual(['love', 'body', 'else']);
		expect(age?.answers.map(({ word }) => word)).toEqual(['13-15', 'o20']);
		expect(met).toMatchObject({ word: 'met', label: 'Møtt før?', many: false });
		expect(met?.answers[1]).toEqual({ word: 'no', label: 'Nei' });
		expect(kind?.answers).toHaveLength(4);
	});
	test('takes one answer or several, and never lets go of whether it counts', () => {
		const [topic, age, , kind] = readForm(FORM, ['love', 'body']);
		expect(ticked(['topic:love'], topic!, 'body')).toEqual(['topic:love', 'topic:body']);
		expect(ticked(['topic:love'], topic!, 'love')).toEqual([]);
		expect(ticked(['age:13-15'], age!, 'o20')).toEqual(['age:o20']);
		expect(ticked(['kind:yes'], kind!, 'yes')).toEqual(['kind:yes']);
		expect(ticked(['kind:yes'], kind!, 'test')).toEqual(['kind:test']);
	});
	test('knows what is an answer of it', () => {
		expect([isOf(FORM, 'topic:love'), isOf(FORM, 'age:o20'), isOf(FORM, 'kind:hoax')]).toEqual([true, true, true]);
		expect([isOf(FORM, 'outcome:left'), isOf('age: o20', 'topic:love')]).toEqual([false, false]);
	});
});

describe('an end', () => {
	test('goes out after ten seconds and not before', () => {
		const made = talking();
		made.desk.forms.end(ROOM);
		later(9000);
		expect(sent(made, 'leave')).toHaveLength(0);
		later(2000);
		expect(sent(made, 'leave')).toHaveLength(1);
	});
	test('that is taken back never goes out', () => {
		const made = talking();
		made.desk.forms.end(ROOM);
		later(5000);
		made.desk.forms.undo(ROOM);
		later(20000);
		expect(sent(made, 'leave')).toHaveLength(0);
	});
	test('survives a reload, and goes out when its time is over', () => {
		const tab = kept();
		const before = talking(tab);
		before.desk.forms.end(ROOM);
		later(4000);
		const made = talking(tab);
		expect(formOf(made)?.endsAt).not.toBe(0);
		later(7000);
		expect(sent(made, 'leave')).toHaveLength(1);
	});
	test('is counted down from ten, whatever the clock says that the page looked at last', () => {
		const made = talking();
		const now = Date.now();
		made.desk.forms.end(ROOM);
		const left = [-900, 0, 1, 9000, 10_000, 11_000].map((ms) => secondsToUndo(formOf(made)!, now + ms));
		expect(left).toEqual([10, 10, 10, 1, 0, 0]);
	});
	test('that blocks goes out at once', () => {
		const made = talking();
		made.desk.forms.block(ROOM);
		expect(sent(made, 'block')).toHaveLength(1);
	});
});

describe('the form after it', () => {
	test('is asked for when the other side ends, and filled with what the youth chose', () => {
		const made = talking();
		made.down(ended('left'), registered({ wrap_left: 300, more: 1 }));
		expect(sent(made, 'registration')).toMatchObject([{ send: 0 }]);
		expect(formOf(made)).toMatchObject({ ended: 'left', more: true, counted: false });
		expect(formOf(made)?.ticks).toContain('kind:yes');
	});
	test('is sent when it is done, frees the slot and closes the room', () => {
		const made = talking();
		made.down(ended(), registered({ wrap_left: 300 }));
		made.desk.forms.pick(ROOM, readForm(FORM, [])[1]!, 'o20');
		made.desk.forms.done(ROOM);
		const [, form] = sent(made, 'registration');
		expect(form).toMatchObject({ send: 1 });
		expect((form as Extract<UpFrame, { type: 'registration' }>).ticks).toContain('age:o20');
		made.down(registered({ counted: 1, wrap_left: 290 }));
		expect(sent(made, 'wrap')).toMatchObject([{ more: 0 }]);
		expect(made.desk.state.value.rooms).toEqual([]);
		expect(formOf(made)).toBeUndefined();
	});
	test('done within the ten seconds ends the room at once, and is sent behind the end', () => {
		const made = talking();
		made.desk.forms.end(ROOM);
		made.down(registered());
		made.desk.forms.done(ROOM);
		expect(sent(made, 'leave')).toHaveLength(1);
		expect(sent(made, 'registration')).toHaveLength(1);
		made.down(ended());
		expect(sent(made, 'registration').at(-1)).toMatchObject({ send: 1 });
	});
	test('is sent again when no answer came', () => {
		const made = talking();
		made.down(ended(), registered());
		made.desk.forms.done(ROOM);
		later(6000);
		expect(sent(made, 'registration').filter((frame) => 'send' in frame && frame.send === 1)).toHaveLength(2);
	});
	test('comes back after a reload with what was ticked', () => {
		const tab = kept();
		const before = talking(tab);
		before.down(ended('left'), registered({ wrap_left: 300 }));
		before.desk.forms.pick(ROOM, readForm(FORM, [])[1]!, 'o20');
		later(1000);
		const made = back(tab);
		made.down(resumed(0), person, shifted(0, 'resumed', 1), registered({ wrap_left: 290 }));
		expect(made.desk.state.value.rooms).toMatchObject([{ id: ROOM, ended: 'left', number: 1 }]);
		expect(formOf(made)?.ticks).toContain('age:o20');
	});
	test('of a room whose end this page did not see brings its column back, unless it was closed here', () => {
		const made = back();
		made.down(resumed(0), person, shifted(0, 'resumed', 1), registered({ wrap_left: 290 }));
		made.down(registered({ wrap_left: 280 }));
		expect(made.desk.state.value.rooms).toMatchObject([{ id: ROOM, ended: 'over', number: 1 }]);
		expect(formOf(made)).toMatchObject({ form: FORM, ticks: ['kind:yes'], ended: 'over' });
		made.desk.forms.close(ROOM);
		made.down(registered({ wrap_left: 270 }));
		expect(made.desk.state.value.rooms).toEqual([]);
	});
	test.each([{ counted: 1, wrap_left: 290 }, { wrap_left: 0 }])('that is not due brings nothing back: %j', (more) => {
		const made = back();
		made.down(resumed(0), person, shifted(0, 'resumed', 1), registered(more));
		expect(made.desk.state.value.rooms).toEqual([]);
	});
	test('that there is none of leaves the room to be closed', () => {
		const made = talking();
		made.down(ended('parked'));
		made.down({ type: 'refused', frame: 88, room: bytes(16, 1), number: 0, code: 'late', retry_after: 0 });
		expect(formOf(made)).toBeUndefined();
		expect(made.desk.state.value.rooms).toHaveLength(1);
	});
	test('may have more time, once', () => {
		const made = talking();
		made.down(ended(), registered({ wrap_left: 200, more: 1 }));
		made.desk.forms.longer(ROOM);
		expect(sent(made, 'wrap')).toMatchObject([{ more: 1 }]);
		made.down(registered({ wrap_left: 500, more: 0 }));
		expect(formOf(made)).toMatchObject({ more: false });
	});
});
