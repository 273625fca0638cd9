/** What is said while the line or the daemon's store is down: from when the figures are, and what happens next. */
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { timeToSecond } from '../times.ts';

/** Milliseconds without a line after which it is said. */
const PATIENCE = 3_000;

function Lost() {
	const { i18n, live, names } = usePage();
	return (
		<section class="note bad" role="alert" data-test="lost">
			<Icon name="noline" />
			<div>
				<p>
					<b>
						<NbText text="live.lost.head" params={{ time: timeToSecond(i18n, live.lostAt.value, names.zone) }} />
					</b>
				</p>
				<p class="small">
					<NbText text="live.lost.again" />
				</p>
			</div>
			<button type="button" class="ds-button push" data-test="retry" onClick={() => live.retry()}>
				<NbText text="staff.lost.try" />
			</button>
		</section>
	);
}

export function Strips() {
	const { i18n, live, names } = usePage();
	if (live.person.value === null) {
		return null;
	}
	if (live.over.value) {
		return (
			<section class="note bad" role="alert" data-test="over">
				<Icon name="noline" />
				<NbText text="live.elsewhere" />
			</section>
		);
	}
	if (live.lostAt.value !== 0 && live.now.value - live.lostAt.value >= PATIENCE) {
		return <Lost />;
	}
	if (live.frozen.value) {
		return (
			<section class="note bad" role="alert" data-test="frozen">
				<Icon name="locked" />
				<NbText text="live.frozen.head" params={{ time: timeToSecond(i18n, live.scene.at.value, names.zone) }} />
			</section>
		);
	}
	return live.refused.value === '' ? null : (
		<section class="note warn" role="alert" data-test="refused">
			<Icon name="warn" />
			<NbText text="live.refused" params={{ code: live.refused.value }} />
		</section>
	);
}
