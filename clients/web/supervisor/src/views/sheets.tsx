/** The windows over the live view, and its keys. */
import type { Command } from '@samtale/staff/keymap';
import { useKeys } from '@samtale/staff/keys';
import { KeySheet } from '@samtale/staff/views/key-sheet';
import { Palette } from '@samtale/staff/views/palette';
import { Sheet } from '@samtale/staff/views/sheet';
import { usePage } from '../context.ts';
import type { Tab } from '../tabs.ts';
import { commands, isCommand, LIVE_COMMANDS, todo } from '../todo.ts';

/** Keys that stay as they are: what stands on them, and the key of their text. */
const FIXED = [['Escape', 'staff.keys.close']] as const;

export function Sheets({ tab }: { tab: Tab['id'] }) {
	const page = usePage();
	const { i18n, keys, sheet } = page;
	const open = sheet.value;
	const close = (): void => void (sheet.value = '');
	useKeys(
		() => keys.map.value,
		(command) => sheet.value === '' && isCommand(command) && commands(page)[command],
	);
	return open === '' ? null : (
		<Sheet key={open} head={`staff.keys.sheet.${open}`} test={`sheet-${open}`} close={close}>
			{open === 'palette' && <Palette items={() => todo(page, tab)} close={close} />}
			{open === 'keys' && (
				<KeySheet
					keys={keys}
					commands={LIVE_COMMANDS}
					fixed={FIXED}
					name={(command: Command) => i18n.t(`staff.keys.do.${command}`)}
				/>
			)}
		</Sheet>
	);
}
