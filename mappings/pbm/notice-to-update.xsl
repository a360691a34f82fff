<?xml version="1.0" encoding="UTF-8"?>
<!-- What the office says about a case. A sanction closes it: the hospital or the school is paid, never the person. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:l="urn:local" xpath-default-namespace="urn:pbm:ifa:1"
    exclude-result-prefixes="#all">

  <xsl:template match="/Notice">
    <xsl:variable name="update" as="map(*)">
      <xsl:apply-templates select="informationRequest | sanction | rejection | withdrawn"/>
    </xsl:variable>
    <xsl:sequence select="map {
        'contract': 'update/1',
        'updates': array { map:merge((map {
          'referral': map { 'id': string(caseRef) },
          'eventId': string(noticeId),
          'sequence': sequence ! xs:integer(.),
          'occurredAt': r:date(issuedAt, 'instant', 'instant'),
          'partnerReference': string(diaryNo)
        }, $update)) }
      }"/>
  </xsl:template>

  <xsl:template match="informationRequest">
    <xsl:sequence select="map {
        'command': 'progress',
        'businessStatus': 'documents-requested',
        'reason': l:reason(code, ()),
        'documentsRequested': array { distinct-values(missing ! r:decode('document-type', .)) }
      }"/>
  </xsl:template>

  <xsl:template match="sanction">
    <xsl:variable name="share" select="if (xs:boolean(partial)) then 'Sanctioned in part' else 'Sanctioned in full'"/>
    <xsl:sequence select="map {
        'command': 'complete',
        'businessStatus': 'sanctioned',
        'outcome': map {
          'code': 'SERVICE_DELIVERED',
          'text': $share || '; to be used by ' || validTill,
          'enrolmentId': string(sanctionNo),
          'effectiveDate': string(sanctionedOn),
          'benefit': map {
            'kind': if (payee = 'HOSPITAL') then 'TREATMENT_COST' else 'STUDY_COST',
            'amountPkr': xs:integer(amountPkr),
            'frequency': 'ONCE',
            'payee': string(payee)
          }
        },
        'facts': map { 'partial': xs:boolean(partial), 'validUntil': string(validTill) }
      }"/>
  </xsl:template>

  <xsl:template match="rejection">
    <xsl:sequence select="map { 'command': 'reject', 'reason': l:reason(code, remarks) }"/>
  </xsl:template>

  <xsl:template match="withdrawn">
    <xsl:sequence select="map { 'command': 'confirm-cancellation' }"/>
  </xsl:template>

  <xsl:function name="l:reason" as="map(*)">
    <xsl:param name="code" as="element()"/>
    <xsl:param name="text" as="element()?"/>
    <xsl:sequence select="map { 'code': r:decode('reason', $code), 'partnerCode': string($code), 'text': $text ! string() }"/>
  </xsl:function>
</xsl:stylesheet>
