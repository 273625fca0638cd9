/**
 * What every view may use without being handed it: texts, names, and the acts of the desk. Views
 * change nothing themselves; they call an act and draw the state that comes of it.
 */
import type { I18n } from '@samtale/core/i18n';
import { contextOf } from '@samtale/staff/context';
import type { Typed } from '@samtale/staff/login-call';
import type { HelpDesk } from './help-desk.ts';
import type { FormDesk } from './form-desk.ts';
import type { KeyDesk } from '@samtale/staff/key-desk';
import type { Names } from './names.ts';
import type { NoteDesk } from './note-desk.ts';
import type { PaneDesk } from './pane-desk.ts';
import type { ReplyDesk } from './reply-desk.ts';
import type { Sealing } from './sealing.ts';
import type { ServicesDesk } from './services-desk.ts';
import type { SheetDesk } from './sheet-desk.ts';
import type { ShiftDesk } from './shift-desk.ts';
import type { SoundDesk } from './sound-desk.ts';
import type { Choices } from './state.ts';
import type { Ways } from './ways.ts';

/** Everything a counsellor can do. None of them throws; what came of it arrives as a new state. */
export interface Acts {
	login(typed: Typed | null): void;
	logout(): void;
	/** Begins to practise, or ends it: either way off shift. */
	practise(on: boolean): void;
	/** One's own state, and offers. */
	shift: ShiftDesk;
	activate(room: string): void;
	/** False when the text could not be taken; it stays in the field then. */
	say(room: string, text: string): boolean;
	/** Puts a card before the youth, of core's cards. */
	card(room: string, text: string): void;
	/** The counsellor has read that the key on the phone was lost. */
	understood(room: string): void;
	/** The counsellor has changed what stands in the field. */
	write(room: string, text: string): void;
	/** What stood in the field before a reload, or before another window had the shift. */
	draft(room: string): string;
	askEnd(room: string, asking: boolean): void;
	dismiss(room: string): void;
	/** Notes, which the youth never reads. */
	notes: NoteDesk;
	/** How rooms end: taken back, form, wrap-up. */
	forms: FormDesk;
	/** Giving a room back, handing it over, more time. */
	ways: Ways;
	/** Calls for help, and decisions. */
	help: HelpDesk;
	/** Who vouches for this computer, and for which others this person does. */
	sealing: Pick<Sealing, 'approval' | 'approver' | 'holds'>;
	/** Dials at once instead of waiting for the next attempt. */
	retry(): void;
	/** Takes the shift back from the other window. */
	comeBack(): void;
	sounds: SoundDesk;
	/** Canned replies. */
	replies: ReplyDesk;
	/** Services to refer to. */
	services: ServicesDesk;
	pane: PaneDesk;
	/** Windows over the desk. */
	sheets: SheetDesk;
	/** Which key does what. */
	keys: KeyDesk;
}

export interface Desk {
	i18n: I18n;
	/** Keys whose text is bokmål although the page is in another language. */
	inNb: ReadonlySet<string>;
	names: Names;
	/** The name of the person's agency. */
	agency: string;
	/** The slug of the agency to practise in; empty: there is none. */
	practice: string;
	/** The texts of the first of these languages that the page has, for what a youth reads. */
	cards(languages: readonly string[]): Promise<I18n>;
	/** Code of the own agency's municipality; empty: it has none, or nobody is logged in. */
	region: string;
	acts: Acts;
	/** Seconds a youth's room is kept without a socket. */
	graceRoom: number;
	/** Minutes until the text of an ended conversation is deleted; 0: the page was not told. */
	deleteMinutes: number;
	/** The choices of the last shift in this tab, or null. */
	choices: Choices | null;
}

/** The desk around a view: of those below the app. */
export const [DeskContext, useDesk] = contextOf<Desk>('desk');
