/**
 * A self-signed certificate for `receiver.test`, valid until 2120, and its key. They protect nothing: no name of the domain `.test`
 * exists (RFC 6761), and only tests trust it.
 */
export const receiverCertificate = {
  host: 'receiver.test',
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDA35Gv0S9gIxUgY4
oKGIVhJk3dQe080ktZkpeOryyYehRANCAAQ5mV8GvXAMzbwUoKkbW1aPQePoRuxV
+sRAOpii99A2IdSn9dKOWS6f/CrcXqicv+ktqqwdQn3DFL1VY3UTnLgb
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBbTCCAROgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1yZWNlaXZl
ci50ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1yZWNlaXZlci50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEOZlf
Br1wDM28FKCpG1tWj0Hj6EbsVfrEQDqYovfQNiHUp/XSjlkun/wq3F6onL/pLaqs
HUJ9wxS9VWN1E5y4G6NMMEowGAYDVR0RBBEwD4INcmVjZWl2ZXIudGVzdDAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBTeo5ooM7GiXCgLGmR4OMVFn0gPkTAKBggq
hkjOPQQDAgNIADBFAiBAswzQvTIv1n27OcPKZF32SAYybmmfSVYp+6VqKXZxrgIh
ANHaVyauYw3dSVe+fQTJVGkgy/TsetRSVGFHvGT9pOjp
-----END CERTIFICATE-----`,
};
