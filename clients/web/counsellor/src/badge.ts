/** The number on the tab's picture, and on the icon of a page that was installed. */

/** A data: address, so that nothing is fetched. Colours are --sm-accent and --sm-bad of a light page. */
function picture(count: number): string {
	const mark =
		count === 0
			? ''
			: '<circle cx="20" cy="12" r="12" fill="#9e1b22"/>' +
				`<text x="20" y="18" font-size="17" font-weight="700" font-family="sans-serif" text-anchor="middle" fill="#fff">${Math.min(count, 9)}</text>`;
	const svg =
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
		`<path d="M2 6h28v18H14l-8 6v-6H2z" fill="#0b5567"/>${mark}</svg>`;
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Browsers without the second do without. */
export function showBadge(count: number): void {
	let icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
	if (icon === null) {
		icon = document.createElement('link');
		icon.rel = 'icon';
		document.head.append(icon);
	}
	icon.dataset['count'] = String(count);
	icon.href = picture(count);
	/* Zero takes it away. */
	navigator.setAppBadge?.(count).catch(() => undefined);
}
