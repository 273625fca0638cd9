/** The scene as this page keeps it: what has changed is taken when its moment is whole, and nothing of before outlives a whole one. */
import { effect } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { Scene, type SceneFrame } from '../src/scene.ts';

let seconds = 0;

/** A frame of these rows; an empty value: gone. */
function frame(rows: Record<string, string>, more: Partial<SceneFrame> = {}): SceneFrame {
	return { whole: 0, more: 0, at: ++seconds * 1000, names: Object.keys(rows), values: Object.values(rows), ...more };
}

const shown = (scene: Scene, kind: string): [string, string][] => [...scene.rows(kind).value];

describe('a scene', () => {
	test('begins with a whole moment; what comes before it is of another one', () => {
		const scene = new Scene();
		scene.take(frame({ expected: '60' }));
		expect([scene.at.value, scene.value('expected')]).toEqual([0, '']);
		scene.take(frame({ expected: '90' }, { whole: 1, at: 5000 }));
		expect([scene.at.value, scene.value('expected')]).toEqual([5000, '90']);
	});

	test('groups rows by the first word of their names, and changes, adds and takes away', () => {
		const scene = new Scene();
		scene.take(frame({ 'w c42 online': '2 1000', 'w c03 mind': '1 2000', 'rate 15': '5 5 0 0 0' }, { whole: 1 }));
		scene.take(frame({ 'w c42 online': '3 1000', 'w c03 mind': '', 'w n sex': '1 3000' }));
		expect(shown(scene, 'w')).toEqual([['c42 online', '3 1000'], ['n sex', '1 3000']]);
		expect(shown(scene, 'rate')).toEqual([['15', '5 5 0 0 0']]);
	});

	test('shows a moment of several frames when its last has come', () => {
		const scene = new Scene();
		scene.take(frame({ now: '1' }, { whole: 1, more: 1 }));
		scene.take(frame({ expected: '5' }, { more: 1 }));
		expect([scene.value('now'), scene.at.value]).toEqual(['', 0]);
		scene.take(frame({ 'h 1': '2' }, { at: 9000 }));
		expect([scene.value('now'), scene.value('expected'), shown(scene, 'h').length, scene.at.value]).toEqual(['1', '5', 1, 9000]);
	});

	test('forgets everything before a whole moment, also a kind that it does not name', () => {
		const scene = new Scene();
		scene.take(frame({ 'a x': 'wait', 'p 1': 'available' }, { whole: 1 }));
		scene.take(frame({ 'p 2': 'paused' }, { whole: 1 }));
		expect([shown(scene, 'a'), shown(scene, 'p')]).toEqual([[], [['2', 'paused']]]);
	});

	test('forgets half a moment when the line breaks, and takes nothing but a whole one after', () => {
		const scene = new Scene();
		scene.take(frame({ now: '1' }, { whole: 1 }));
		scene.take(frame({ now: '2' }, { more: 1 }));
		scene.broken();
		expect(scene.value('now')).toBe('1');
		scene.take(frame({ now: '3' }, { whole: 1 }));
		expect(scene.value('now')).toBe('3');
	});

	test('wakes only those who read what has changed', () => {
		const scene = new Scene();
		scene.take(frame({ 'p 1': 'available', 'w c42 online': '1 0' }, { whole: 1 }));
		const drawn: number[] = [];
		effect(() => void drawn.push(scene.rows('p').value.size));
		scene.take(frame({ 'w c42 online': '2 0' }));
		scene.take(frame({ 'p 1': 'available', 'w c42 online': '2 0' }, { whole: 1 }));
		expect(drawn).toEqual([1]);
		scene.take(frame({ 'p 2': 'paused' }));
		expect(drawn).toEqual([1, 2]);
	});

	test('keeps nothing after a logout', () => {
		const scene = new Scene();
		scene.take(frame({ 'p 1': 'available', now: '1' }, { whole: 1 }));
		scene.clear();
		expect([scene.at.value, shown(scene, 'p'), scene.value('now')]).toEqual([0, [], '']);
	});
});
