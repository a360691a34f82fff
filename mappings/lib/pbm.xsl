<?xml version="1.0" encoding="UTF-8"?>
<!-- Parts that several messages to Pakistan Bait-ul-Mal have. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="elements.xsl"/>
  <xsl:param name="document" as="map(*)"/>
  <xsl:variable name="pbm" select="'urn:pbm:ifa:1'"/>
  <xsl:variable name="details" select="$document?details"/>

  <!-- Which message and which case. -->
  <xsl:template name="case">
    <messageId><xsl:value-of select="$document?message?id"/></messageId>
    <caseRef><xsl:value-of select="r:required($document?referral?id, 'the referral id')"/></caseRef>
    <xsl:sequence select="e:text(QName($pbm, 'diaryNo'), $document?referral?partnerReference)"/>
  </xsl:template>

  <xsl:template name="declarations">
    <declarations>
      <govtServantFamily>
        <xsl:value-of select="r:required($details?declarations?govtServantFamily, 'details.declarations.govtServantFamily')"/>
      </govtServantFamily>
      <xsl:for-each select="$details?declarations?otherAid?*"><otherAid><xsl:value-of select="."/></otherAid></xsl:for-each>
    </declarations>
  </xsl:template>

  <xsl:template name="contact">
    <xsl:variable name="contact" select="$document?contact"/>
    <contact>
      <xsl:choose>
        <!-- Only a telephone that was agreed as safe. -->
        <xsl:when test="$contact?via = 'PHONE' and not($contact?noPhone = true()) and exists($contact?phone)">
          <phone><xsl:value-of select="$contact?phone"/></phone>
        </xsl:when>
        <xsl:when test="exists($contact?vso)">
          <throughOfficer><xsl:value-of select="$contact?vso"/></throughOfficer>
        </xsl:when>
        <xsl:otherwise><throughSender/></xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="e:text(QName($pbm, 'safeHours'), $contact?safeHours)"/>
      <noSms><xsl:value-of select="not($contact?noSms = false())"/></noSms>
      <femaleOfficer><xsl:value-of select="$contact?officerSex = 'F'"/></femaleOfficer>
      <xsl:sequence select="e:text(QName($pbm, 'language'), $contact?language)"/>
    </contact>
  </xsl:template>

  <xsl:template name="patient">
    <patient>
      <xsl:choose>
        <xsl:when test="exists($details?patient) and not($details?patient?sameAsApplicant = true())">
          <xsl:variable name="patient" select="$details?patient"/>
          <relation><xsl:value-of select="r:code('relation', r:required($patient?relation, 'details.patient.relation'))"/></relation>
          <xsl:sequence select="e:name(QName($pbm, 'name'), r:required($patient?name, 'details.patient.name'))"/>
          <xsl:element name="{if ($patient?identifier?type = 'BFORM') then 'bForm' else 'cnic'}" namespace="urn:pbm:ifa:1">
            <xsl:value-of select="r:digits(r:required($patient?identifier?value, 'details.patient.identifier'))"/>
          </xsl:element>
        </xsl:when>
        <xsl:otherwise><sameAsApplicant>true</sameAsApplicant></xsl:otherwise>
      </xsl:choose>
    </patient>
  </xsl:template>

  <xsl:template name="student">
    <student>
      <xsl:sequence select="e:name(QName($pbm, 'name'), r:required(?name, 'details.household.student.name'))"/>
      <bForm><xsl:value-of select="r:digits(r:required(?bForm, 'details.household.student.bForm'))"/></bForm>
      <institution><xsl:value-of select="r:required(?institution, 'details.household.student.institution')"/></institution>
      <publicInstitution><xsl:value-of select="r:required(?publicInstitution, 'details.household.student.publicInstitution')"/></publicInstitution>
      <class><xsl:value-of select="r:required(?class, 'details.household.student.class')"/></class>
      <feePkr><xsl:value-of select="r:required(?feePkr, 'details.household.student.feePkr')"/></feePkr>
    </student>
  </xsl:template>

  <xsl:template name="hospital">
    <xsl:variable name="hospital" select="r:required($details?hospital, 'details.hospital')"/>
    <hospital>
      <code><xsl:value-of select="r:required($hospital?code, 'details.hospital.code')"/></code>
      <government><xsl:value-of select="r:required($hospital?government, 'details.hospital.government')"/></government>
      <xsl:sequence select="e:text(QName($pbm, 'recommendationNo'), $hospital?recommendationNumber)"/>
      <xsl:sequence select="e:text(QName($pbm, 'diagnosisIcd10'), $hospital?diagnosisIcd10)"/>
      <estimatePkr><xsl:value-of select="r:required($hospital?estimatePkr, 'details.hospital.estimatePkr')"/></estimatePkr>
    </hospital>
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
