import type { Timestamp } from '../../common/time/timestamp.js';

export const MEDIA_FIELDS = ['input', 'output', 'metadata'] as const;
export type MediaField = (typeof MEDIA_FIELDS)[number];

/** Bytes, by the project that they belong to and what they are. */
export interface ContentKey {
  readonly projectId: string;
  /** SHA-256 of the bytes as canonical base64: 44 characters. */
  readonly sha256: string;
}

/** What a client says about bytes that it may upload. */
export interface AnnouncedMedia extends ContentKey {
  readonly id: string;
  readonly contentType: string;
  readonly contentLength: number;
}

/** A picture, a recording, a document … that an input, output or metadata refers to. */
export interface Media extends AnnouncedMedia {
  /** When the bytes were first here, whole and checked. Null: they are not. */
  readonly uploadedAt: Timestamp | null;
}

export type MediaRef = Pick<Media, 'projectId' | 'id'>;

/** Where media are referred to. Its trace and observation may be unknown yet. */
export interface MediaLink {
  readonly traceId: string;
  /** Null: the trace itself. */
  readonly observationId: string | null;
  readonly field: MediaField;
}
