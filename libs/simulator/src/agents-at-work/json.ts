export type InputJson = null | boolean | number | string | readonly InputJson[] | InputObject;
export interface InputObject {
  readonly [name: string]: InputJson | undefined;
}
