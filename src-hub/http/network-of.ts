import ipaddr from 'ipaddr.js';

/**
 * The network that limits count an address under: an IPv4 address itself, an IPv6 address by its first 64 bits, since
 * one line usually has all addresses of such a network. An address that cannot be read counts as itself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString();
}

/**
 * The site of an address: of an IPv6 network its first 48 bits, which one customer of a provider often has, and so 65,536
 * networks. Where a limit guards a secret, it counts these too (`SITE_FACTOR`).
 * @param network from {@link networkOf}
 * @returns the beginning of all its networks; null: an IPv4 address, or none
 */
export function siteOf(network: string): string | null {
  return network.endsWith('::/64')
    ? network.slice(0, network.lastIndexOf(':', network.length - 6) + 1)
    : null;
}
