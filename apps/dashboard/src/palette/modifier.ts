/** The key that goes with letters here, as it is written on keyboards. */
export const modifier = /mac|iphone|ipad/i.test(navigator.platform) ? "⌘" : "Ctrl";
