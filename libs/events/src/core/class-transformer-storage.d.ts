// class-transformer keeps the metadata that names nested types here, without publishing a type for it.
declare module 'class-transformer/cjs/storage.js' {
  export const defaultMetadataStorage: import('class-validator-jsonschema').IOptions['classTransformerMetadataStorage'];
}
