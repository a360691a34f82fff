<?xml version="1.0" encoding="UTF-8"?>
<!-- The diary number is the acknowledgement. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:l="urn:local" xpath-default-namespace="urn:pbm:ifa:1"
    exclude-result-prefixes="#all">

  <xsl:template match="/Receipt">
    <xsl:sequence select="map {
        'contract': 'update/1',
        'updates': array { map {
          'referral': map { 'id': string(caseRef) },
          'command': 'acknowledge',
          'partnerReference': string(diaryNo)
        } }
      }"/>
  </xsl:template>
</xsl:stylesheet>
