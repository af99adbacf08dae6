/** The simulated store. */
export interface ShopProfile {
  readonly id: bigint;
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly locationId: bigint;
  readonly ownerEmail: string;
  readonly ownerFirstName: string;
  readonly ownerLastName: string;
}

export const DEFAULT_SHOP: ShopProfile = {
  id: 68_437_201_153n,
  domain: 'vividwalls-prints.myshopify.com',
  name: 'VividWalls',
  currency: 'USD',
  locationId: 78_512_340_225n,
  ownerEmail: 'owner@vividwalls.example',
  ownerFirstName: 'Kim',
  ownerLastName: 'Owens',
};
