/** The pictures that messages show. */
export type PictureTables = {
  picture: {
    /** SHA-256 of the bytes, in hexadecimal. */
    id: string;
    type: string;
    bytes: Uint8Array;
    created_at: number;
    expires_at: number;
  };
};
