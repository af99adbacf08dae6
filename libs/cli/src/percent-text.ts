/** `96.5 %`, of a share: a tenth is as much as some hundred samples tell. */
export const percentText = (share: number): string => `${(share * 100).toFixed(1)} %`;
