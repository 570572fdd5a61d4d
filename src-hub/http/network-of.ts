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
