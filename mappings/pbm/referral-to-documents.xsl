<?xml version="1.0" encoding="UTF-8"?>
<!-- Papers that were added after the application, by reference; a repeated one changes nothing. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="../lib/elements.xsl"/>
  <xsl:param name="document" as="map(*)"/>

  <xsl:template name="xsl:initial-template">
    <AddDocuments>
      <messageId><xsl:value-of select="$document?message?id"/></messageId>
      <caseRef><xsl:value-of select="r:required($document?referral?id, 'the referral id')"/></caseRef>
      <xsl:sequence select="e:text(QName('urn:pbm:ifa:1', 'diaryNo'), $document?referral?partnerReference)"/>
      <documents>
        <xsl:for-each select="r:required($document?documents?*, 'a document')"><xsl:call-template name="document"/></xsl:for-each>
      </documents>
    </AddDocuments>
  </xsl:template>

  <xsl:template name="document">
    <document>
      <id><xsl:value-of select="r:required(?id, 'the id of a document')"/></id>
      <type><xsl:value-of select="r:code('document-type', r:required(?type, 'the type of a document'))"/></type>
      <sha256><xsl:value-of select="r:required(?sha256, 'the hash of a document')"/></sha256>
      <mediaType><xsl:value-of select="r:required(?mediaType, 'the media type of a document')"/></mediaType>
    </document>
  </xsl:template>
</xsl:stylesheet>
