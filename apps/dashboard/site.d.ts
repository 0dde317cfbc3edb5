/** The folder with the built pages. `build.js` makes it. */
export declare const site: string;
