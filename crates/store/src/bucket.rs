//! Attachments in a bucket of a server that speaks S3. It keeps ciphertext: whoever runs it reads nothing.

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{Error, ObjectStore as _, ObjectStoreExt as _, PutMode, PutOptions};
use zegel_model::BlobId;

use crate::error::StoreError;
use crate::place::BucketPlace;

/// A bucket, below a prefix.
pub(crate) struct Bucket {
    store: AmazonS3,
    prefix: Path,
}

impl Bucket {
    /// Credentials, region and endpoint come from the environment (`AWS_…`). Asks for something that is not there: a
    /// server that cannot be reached or refuses us says so now, and not at the first attachment.
    pub(crate) async fn open(place: &BucketPlace) -> Result<Self, StoreError> {
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(&place.bucket);
        for (name, value) in &place.settings {
            let name = name.to_ascii_lowercase().parse();
            builder = builder.with_config(name.map_err(StoreError::bucket)?, value);
        }
        let store = builder.build().map_err(StoreError::bucket)?;
        let bucket = Self {
            store,
            prefix: Path::from(place.prefix.as_str()),
        };
        match bucket
            .store
            .head(&bucket.prefix.clone().join("probe"))
            .await
        {
            Ok(_) | Err(Error::NotFound { .. }) => Ok(bucket),
            Err(error) => Err(StoreError::bucket(error)),
        }
    }

    /// Gives the name if nobody did. The same bytes again change nothing; others are a [`StoreError::Conflict`].
    pub(crate) async fn keep(&self, id: BlobId, sealed: Vec<u8>) -> Result<(), StoreError> {
        let options = PutOptions {
            mode: PutMode::Create,
            ..PutOptions::default()
        };
        let put = self
            .store
            .put_opts(&self.path(id), sealed.clone().into(), options)
            .await;
        match put {
            Ok(_) => Ok(()),
            Err(Error::AlreadyExists { .. }) if self.find(id).await? == Some(sealed) => Ok(()),
            Err(Error::AlreadyExists { .. }) => Err(StoreError::Conflict),
            Err(error) => Err(StoreError::bucket(error)),
        }
    }

    pub(crate) async fn find(&self, id: BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        let found = match self.store.get(&self.path(id)).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(StoreError::bucket(error)),
        };
        let bytes = found.bytes().await.map_err(StoreError::bucket)?;
        Ok(Some(bytes.to_vec()))
    }

    fn path(&self, id: BlobId) -> Path {
        self.prefix.clone().join(id.to_string())
    }
}

impl StoreError {
    fn bucket(error: Error) -> Self {
        Self::Bucket(Box::new(error))
    }
}
