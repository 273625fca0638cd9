/** The windows over the desk. */
import { COMMANDS } from '@samtale/staff/keymap';
import { KeySheet } from '@samtale/staff/views/key-sheet';
import { Sheet } from '@samtale/staff/views/sheet';
import type { Scene } from '../actions.ts';
import { useDesk } from '../context.ts';
import { DeskPalette } from './palette.tsx';
import { ReplySheet } from './reply-sheet.tsx';

/** Keys that belong to a field and stay as they are: what stands on them, and the key of their text. */
const FIXED = [
	['Enter', 'staff.keys.fixed.send'],
	['Shift+Enter', 'staff.keys.fixed.line'],
	['/', 'staff.keys.fixed.replies'],
	['Ctrl+Enter', 'staff.keys.fixed.note'],
	['Escape', 'staff.keys.fixed.close'],
] as const;

export function Sheets({ scene }: { scene: Scene }) {
	const { i18n } = useDesk();
	const { keys, sheets } = scene.acts;
	const sheet = sheets.open.value;
	if (scene.state.person === null || sheet === '') {
		return null;
	}
	return (
		<Sheet key={sheet} head={`staff.keys.sheet.${sheet}`} test={`sheet-${sheet}`} close={sheets.close}>
			{sheet === 'palette' && <DeskPalette scene={scene} />}
			{sheet === 'keys' && (
				<KeySheet keys={keys} commands={COMMANDS} fixed={FIXED} name={(command) => i18n.t(`staff.keys.do.${command}`)} />
			)}
			{sheet === 'replies' && <ReplySheet room={scene.room} />}
		</Sheet>
	);
}
