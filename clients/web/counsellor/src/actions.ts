/**
 * Everything that can be done on the desk, by name: what the palette lists and keys do. A new action
 * is one row here, a text `staff.keys.do.<id>` and, where it shall have a key, a row in keymap.ts.
 */
import type { Acts } from './context.ts';
import { focusAccept } from './views/offer.tsx';
import { fieldId } from './views/composer.tsx';
import type { Command } from '@samtale/staff/keymap';
import { nextDeskPane } from './panes.ts';
import type { Room } from './rooms.ts';
import { PARK_MS } from './rooms.ts';
import type { State } from './state.ts';

/** What there is to act on. */
export interface Scene {
	acts: Acts;
	state: State;
	/** The active room, if there is one. */
	room: Room | null;
	now: number;
}

export interface Action {
	id: Command | 'accept' | 'decline' | 'park' | 'swap' | 'hold' | 'extend' | 'drain' | 'off' | 'replies';
	/** Whether it can be done now; absent: always. */
	can?(scene: Scene): boolean;
	run(scene: Scene): void;
	/** A key alone does it: it makes no sense in a list of things to do. */
	isMove?: boolean;
}

/** The room so many places on, and its field. */
function goTo({ state }: Scene, step: number): void {
	const at = state.rooms.findIndex((room) => room.id === state.active);
	focusRoom(state.rooms[at + step]);
}

/** The field of the room; the list behind it where the room has ended. */
export function focusRoom(room: Room | undefined): void {
	if (room !== undefined) {
		document.getElementById(fieldId(room.number))?.focus();
	}
}

function nextUnread({ state }: Scene): void {
	const at = state.rooms.findIndex((room) => room.id === state.active);
	const order = [...state.rooms.slice(at + 1), ...state.rooms.slice(0, at + 1)];
	focusRoom(order.find((room) => room.unread > 0));
}

const isLiving = ({ room }: Scene): boolean => room !== null && room.ended === '';
const isOwn = (scene: Scene): boolean => isLiving(scene) && scene.room?.invited === false;
const isOnShift = ({ state }: Scene): boolean => state.screen === 'desk';
const isAway = ({ room, now }: Scene): boolean =>
	room !== null && room.awayAt !== 0 && now - room.awayAt >= PARK_MS;

export const ACTIONS: readonly Action[] = [
	{ id: 'palette', isMove: true, run: ({ acts }) => acts.sheets.show('palette') },
	{ id: 'offer', can: ({ state }) => state.offer !== null, run: focusAccept },
	{ id: 'accept', can: ({ state }) => state.offer !== null, run: ({ acts }) => acts.shift.accept() },
	{ id: 'decline', can: ({ state }) => state.offer !== null, run: ({ acts }) => acts.shift.decline() },
	{ id: 'room_before', isMove: true, run: (scene) => goTo(scene, -1) },
	{ id: 'room_next', isMove: true, run: (scene) => goTo(scene, 1) },
	{
		id: 'unread',
		can: ({ state }) => state.rooms.some((room) => room.unread > 0),
		run: nextUnread,
	},
	{ id: 'pane_next', isMove: true, run: () => nextDeskPane(1) },
	{ id: 'pane_before', isMove: true, run: () => nextDeskPane(-1) },
	{ id: 'notes', can: ({ room }) => room !== null, run: ({ acts }) => acts.pane.open('notes') },
	{ id: 'services', can: ({ room }) => room !== null, run: ({ acts }) => acts.pane.open('services') },
	{ id: 'about', can: ({ room }) => room !== null, run: ({ acts }) => acts.pane.open('about') },
	{ id: 'hand', can: isOwn, run: ({ acts, room }) => acts.ways.hand(room!.id, 'open') },
	{ id: 'swap', can: isOwn, run: ({ acts, room }) => acts.ways.hand(room!.id, 'swap') },
	{ id: 'hold', can: isOwn, run: ({ acts, room }) => acts.ways.hand(room!.id, 'hold') },
	{ id: 'park', can: (scene) => isOwn(scene) && isAway(scene), run: ({ acts, room }) => acts.ways.park(room!.id) },
	{
		id: 'extend',
		can: (scene) => isOwn(scene) && scene.room?.period !== null,
		run: ({ acts, room }) => acts.ways.extend(room!.id),
	},
	{ id: 'end', can: isLiving, run: ({ acts, room }) => acts.askEnd(room!.id, true) },
	{ id: 'available', can: isOnShift, run: ({ acts }) => acts.shift.setPresence('available') },
	{ id: 'pause', can: isOnShift, run: ({ acts }) => acts.shift.setPresence('paused') },
	{ id: 'drain', can: isOnShift, run: ({ acts }) => acts.shift.setPresence('draining') },
	{
		id: 'off',
		can: (scene) => isOnShift(scene) && scene.state.rooms.every((room) => room.ended !== ''),
		run: ({ acts }) => acts.shift.setPresence('off'),
	},
	{ id: 'mute', run: ({ acts }) => acts.sounds.toggle() },
	{ id: 'replies', run: ({ acts }) => acts.sheets.show('replies') },
	{ id: 'keys', run: ({ acts }) => acts.sheets.show('keys') },
];

/** The action of that name. */
export function actionOf(id: Action['id']): Action {
	return ACTIONS.find((action) => action.id === id)!;
}
