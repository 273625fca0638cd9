/**
 * The key of an owner or supervisor with which computers of the agency are approved: made here, its
 * public half shown for whoever runs the service, and whether the agency's statement names it.
 */
import { useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import type { ApproverState } from '../approver.ts';
import { dayWords } from '@samtale/staff/spans';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';

/** From here on the end of the statement is told, in milliseconds. */
const ENDS_SOON_MS = 14 * 86_400_000;

function Point({ point }: { point: string }) {
	const [copied, setCopied] = useState(false);
	const copy = (): void =>
		void navigator.clipboard.writeText(point).then(
			() => setCopied(true),
			() => undefined,
		);
	return (
		<div class="field">
			<label class="ds-label" for="holder-point">
				<NbText text="staff.holder.point" />
			</label>
			<textarea
				class="ds-input point"
				id="holder-point"
				rows={4}
				readOnly
				data-test="holder-point"
				value={point}
			/>
			<div>
				<button type="button" class="ds-button small" data-variant="secondary" onClick={copy}>
					<NbText text={copied ? 'staff.holder.copied' : 'staff.holder.copy'} />
				</button>
			</div>
		</div>
	);
}

export function HolderCard({ state, now }: { state: ApproverState; now: number }) {
	const { acts } = useDesk();
	const { key, point, ends } = state;
	const soon = state.isAgencyMode && ends - now < ENDS_SOON_MS;
	return (
		<div class="card stack" data-test="holder" data-key={key}>
			<h2>
				<NbText text="staff.holder.head" />
			</h2>
			<p>
				<NbText text="staff.holder.text" />
			</p>
			{point === '' ? (
				<button
					type="button"
					class="ds-button"
					data-variant="secondary"
					data-test="holder-make"
					onClick={() => void acts.sealing.approver.makeKey()}
				>
					<NbText text="staff.holder.make" />
				</button>
			) : (
				<Point point={point} />
			)}
			{key !== 'none' && (
				<p class="row nowrap top">
					<Icon name={key === 'named' ? 'tick' : 'warn'} tone={key === 'named' ? 'good' : 'warn'} />
					<NbText text={`staff.holder.${key}`} params={{ end: point.slice(-8) }} />
				</p>
			)}
			{soon && (
				<p class="row nowrap top" role="status" data-test="statement-ends">
					<Icon name="clock" tone="warn" />
					<NbText text="staff.holder.ends" params={{ date: dayWords(ends) }} />
				</p>
			)}
		</div>
	);
}
