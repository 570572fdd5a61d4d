import type { ReleaseTarget } from '../../src-shared/release/manifest.ts';
import type { SignedBytes } from '../../src-shared/release/signed-documents.ts';
import type { FitRules } from '../../src-shared/release/fitting-target.ts';
import type { UpdateAnswer } from './update-fault.ts';

/** What a source offers: nothing of it has been checked. */
export interface OfferedRelease {
  readonly manifest: SignedBytes;
  /** Null: none. */
  readonly permit: SignedBytes | null;
}

/** Answer of a source: a release, or none (null) when what it offered before is withdrawn. */
export interface SourceAnswer {
  readonly release: OfferedRelease | null;
  /** Contracts that head office serves; null: this source does not say. */
  readonly contracts: FitRules['contracts'];
}

/** Part of a package as it comes. */
export interface IncomingPart {
  /** Place of its first byte. */
  readonly first: number;
  /** How many bytes it has to have. */
  readonly length: number;
  /** @throws errors of network and disk */
  readonly pieces: AsyncIterable<Buffer>;
}

/** Bytes of a package that are asked for; both ends included. */
export interface WantedPart {
  readonly version: string;
  readonly target: ReleaseTarget;
  readonly first: number;
  readonly last: number;
}

/** Where releases come from. */
export interface ReleaseSource {
  readonly name: 'hub' | 'web' | 'folder';
  /** Asks whether there is a release. */
  ask(signal: AbortSignal): Promise<UpdateAnswer<SourceAnswer>>;
  /** Opens a part of a package. */
  part(wanted: WantedPart, signal: AbortSignal): Promise<UpdateAnswer<IncomingPart>>;
  close(): void;
}
